package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Objects;

/** Defaults of a pod's spec, which not every API server writes into it. */
final class PodDefaults {
    private static final long GRACE_SECONDS = 30;

    private PodDefaults() {}

    static String restartPolicy(Pod pod) {
        return Objects.requireNonNullElse(pod.getSpec().getRestartPolicy(), "Always");
    }

    static Duration grace(Pod pod) {
        return Duration.ofSeconds(
                Objects.requireNonNullElse(pod.getSpec().getTerminationGracePeriodSeconds(), GRACE_SECONDS));
    }
}
