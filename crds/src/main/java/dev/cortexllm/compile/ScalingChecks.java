package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;

/** Checks how the number of replicas follows the load. */
final class ScalingChecks {
    private ScalingChecks() {}

    /**
     * @param inCluster whether the spec comes from an API server, where {@code replicas} is always there because scalers
     *     write it; else from a manifest, where whoever has written it would take it back with each apply
     */
    static void check(ModelDeploymentSpec spec, boolean inCluster, Findings findings) {
        Autoscaling scaling = spec.autoscaling();
        if (scaling == null) {
            return;
        }
        if (scaling.maxReplicas() == null) {
            findings.invalid("spec.autoscaling.maxReplicas", "is missing");
        } else if (scaling.minReplicas() != null && scaling.minReplicas() > scaling.maxReplicas()) {
            findings.invalid("spec.autoscaling", "minReplicas must not be larger than maxReplicas");
        }
        if (scaling.targetRequests() != null && scaling.targetRequests() < 1) {
            findings.invalid("spec.autoscaling.targetRequests", "must be at least 1");
        }
        Spans.orZero(scaling.scaleDownDelay(), Defaults.SCALE_DOWN_DELAY, "spec.autoscaling.scaleDownDelay", findings);
        Spans.orZero(scaling.idleTimeout(), Defaults.IDLE_TIMEOUT, "spec.autoscaling.idleTimeout", findings);
        if (spec.replicas() != null && !inCluster) {
            findings.warn(
                    "spec.replicas",
                    "ScaledByLoad",
                    "autoscaling sets it; a manifest that names it sets it back with each apply, so leave it out");
        }
    }
}
