package dev.cortexllm.operator.model.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;

/**
 * How replicas are replaced. One of the two numbers is always 0 and the other is not: either there is room for more pods than
 * wanted, and none is given up before its successor answers, or there is none, and one goes first. With GPUs there is rarely
 * room, and waiting for it would block the rollout for good.
 *
 * @param maxSurge replicas beyond the number wanted
 * @param maxUnavailable replicas that may be missing
 */
public record Rollout(int maxSurge, int maxUnavailable) {
    /**
     * The rollout of a model deployment.
     *
     * @param settings the model deployment
     * @return what its {@code maxSurge} says, else one pod without GPUs and none with GPUs
     */
    public static Rollout of(EngineSettings settings) {
        Integer given = settings.spec().maxSurge();
        int surge = given != null ? given : settings.gpus() > 0 ? 0 : 1;
        return new Rollout(surge, surge > 0 ? 0 : 1);
    }

    DeploymentStrategy ofDeployment() {
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(maxSurge))
                .withMaxUnavailable(new IntOrString(maxUnavailable))
                .endRollingUpdate()
                .build();
    }
}
