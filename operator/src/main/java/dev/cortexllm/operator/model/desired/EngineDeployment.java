package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.time.Duration;
import java.util.List;

/**
 * The engine pods. A pod that stops is first taken out of the endpoint lists ({@code preStop} sleep), then finishes what it
 * works on ({@code drainTimeout}); the grace period is the sum of both and a margin.
 */
public final class EngineDeployment {
    /** How long a stopping engine goes on taking requests until nobody sends it new ones. */
    static final Duration ENDPOINT_LAG = Duration.ofSeconds(5);
    /** What remains after draining for leaving. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    /**
     * Shared memory by which the processes of one engine talk. It counts against the memory limit. One GPU needs little;
     * several move tensors through it (the LeaderWorkerSet example of vLLM takes 15Gi for eight).
     */
    private static final Quantity SHARED_MEMORY = new Quantity("1Gi");

    private static final Quantity SHARED_MEMORY_PARALLEL = new Quantity("15Gi");

    private EngineDeployment() {}

    /**
     * The Deployment.
     *
     * @param settings the model deployment
     * @return as it should be
     */
    public static Deployment desired(EngineSettings settings) {
        Owner owner = settings.owner();
        return new DeploymentBuilder()
                .withMetadata(owner.child(settings.name(), Labels.ENGINE))
                .withNewSpec()
                .withReplicas(settings.spec().replicas())
                .withProgressDeadlineSeconds(progressDeadline(settings.spec()))
                .withNewSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ENGINE))
                .endSelector()
                .withStrategy(strategy(settings.gpus()))
                .withNewTemplate()
                .withMetadata(Labels.pod(owner.name(), Labels.ENGINE))
                .withSpec(pod(settings))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** With GPUs there is rarely room for one more pod, and waiting for it would block the rollout for good. */
    private static DeploymentStrategy strategy(int gpus) {
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(gpus > 0 ? 0 : 1))
                .withMaxUnavailable(new IntOrString(gpus > 0 ? 1 : 0))
                .endRollingUpdate()
                .build();
    }

    /** A rollout is stuck only after a pod had all of its time to load, and to be replaced. */
    private static int progressDeadline(ModelDeploymentSpec spec) {
        Duration deadline = Durations.parse(spec.startupTimeout()).plus(grace(spec));
        return (int) Math.max(600, deadline.toSeconds());
    }

    private static PodSpec pod(EngineSettings settings) {
        ModelDeploymentSpec spec = settings.spec();
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                // A Service named like the engine would set variables that vLLM takes for its own (VLLM_PORT).
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(grace(spec).toSeconds())
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withNodeSelector(spec.nodeSelector())
                .withTolerations(tolerations(spec))
                .withContainers(EngineContainer.desired(settings))
                .withVolumes(sharedMemory(settings.gpus()), cache())
                .build();
    }

    private static Duration grace(ModelDeploymentSpec spec) {
        return ENDPOINT_LAG.plus(Durations.parse(spec.drainTimeout())).plus(MARGIN);
    }

    private static List<Toleration> tolerations(ModelDeploymentSpec spec) {
        return spec.tolerations() == null
                ? List.of()
                : spec.tolerations().stream()
                        .map(t -> new Toleration(t.effect(), t.key(), t.operator(), t.tolerationSeconds(), t.value()))
                        .toList();
    }

    private static Volume sharedMemory(int gpus) {
        return new VolumeBuilder()
                .withName(EngineContainer.SHARED_MEMORY)
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(gpus > 1 ? SHARED_MEMORY_PARALLEL : SHARED_MEMORY)
                .endEmptyDir()
                .build();
    }

    private static Volume cache() {
        return new VolumeBuilder()
                .withName(EngineContainer.CACHE)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
