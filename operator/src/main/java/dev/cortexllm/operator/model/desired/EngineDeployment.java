package dev.cortexllm.operator.model.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;

/** The Deployment of engines that need one node each. */
public final class EngineDeployment {
    private EngineDeployment() {}

    /**
     * The Deployment.
     *
     * @param settings the model deployment
     * @return as it should be
     * @throws TemplateMisfit when the user's overlay makes no pod template
     */
    public static Deployment desired(EngineSettings settings) {
        Owner owner = settings.owner();
        return new DeploymentBuilder()
                .withMetadata(owner.child(settings.name(), Labels.ENGINE))
                .withNewSpec()
                .withReplicas(settings.replicas())
                .withProgressDeadlineSeconds(progressDeadline(settings))
                .withNewSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ENGINE))
                .endSelector()
                .withStrategy(Rollout.of(settings).ofDeployment())
                .withTemplate(EnginePod.desired(settings, Rank.ALONE))
                .endSpec()
                .build();
    }

    /** A rollout is stuck only after a pod had all of its time to load, and to be replaced. */
    private static int progressDeadline(EngineSettings settings) {
        Duration deadline = EnginePod.startup(settings).plus(EngineDrain.grace(settings.spec()));
        return (int) Math.max(600, deadline.toSeconds());
    }
}
