package dev.cortexllm.operator.model.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;

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
}
