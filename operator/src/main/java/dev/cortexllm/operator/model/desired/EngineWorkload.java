package dev.cortexllm.operator.model.desired;

import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The workload of a model deployment's engines: a Deployment, or a LeaderWorkerSet where one replica takes several nodes. */
public final class EngineWorkload {
    private EngineWorkload() {}

    /**
     * The workload.
     *
     * @param settings the model deployment
     * @return as it should be
     * @throws TemplateMisfit when the user's overlay makes no pod template
     */
    public static HasMetadata desired(EngineSettings settings) {
        return settings.serving().layout().nodes() > 1
                ? EngineGroup.desired(settings)
                : EngineDeployment.desired(settings);
    }

    /**
     * The workload's kind and name alone, to look for it.
     *
     * @param settings any model deployment, also one that makes no sense
     * @return without a spec
     */
    public static HasMetadata named(EngineSettings settings) {
        HasMetadata workload = settings.nodes() > 1 ? new LeaderWorkerSet() : new Deployment();
        String name = settings.nodes() > 1 ? ChildNames.group(settings.owner().name()) : settings.name();
        workload.setMetadata(settings.owner().child(name, Labels.ENGINE));
        return workload;
    }
}
