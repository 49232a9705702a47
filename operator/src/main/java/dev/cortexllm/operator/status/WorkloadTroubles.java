package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.util.Map;
import java.util.Optional;

/** Why a Deployment's controller does not get on. */
final class WorkloadTroubles {
    private static final String FORBIDDEN = "is forbidden: ";

    private WorkloadTroubles() {}

    /** Why pods cannot be created; empty when they can. */
    static Optional<Trouble> creation(Optional<Deployment> workload) {
        return condition(workload, "ReplicaFailure", "True").map(c -> {
            String why = withoutName(c.getMessage());
            return new Trouble(
                    why.contains("exceeded quota") ? "QuotaExceeded" : c.getReason(), "pods cannot be created: " + why);
        });
    }

    /** Whether a rollout has been at a standstill for longer than a pod may take to load. */
    static Optional<Trouble> standstill(Optional<Deployment> workload) {
        return condition(workload, "Progressing", "False")
                .filter(c -> "ProgressDeadlineExceeded".equals(c.getReason()))
                .map(c -> new Trouble(
                        c.getReason(),
                        "the rollout has not moved for "
                                + workload.orElseThrow().getSpec().getProgressDeadlineSeconds() + " s"));
    }

    /** Whether the controller's status speaks of an earlier spec; a controller that has said nothing yet does not. */
    static boolean overtaken(Deployment workload) {
        return workload.getStatus() != null
                && workload.getStatus().getObservedGeneration() != null
                && !observed(workload);
    }

    /** Whether the controller's status speaks of the spec as it is. */
    static boolean observed(Deployment workload) {
        Long seen = workload.getStatus().getObservedGeneration();
        Long generation =
                workload.getMetadata() == null ? null : workload.getMetadata().getGeneration();
        return generation == null || seen != null && seen >= generation;
    }

    /** Which template a workload has, see {@code TemplatePin}; empty when it does not say. */
    static String revision(Deployment workload) {
        Map<String, String> annotations =
                workload.getMetadata() == null ? null : workload.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(TemplateFact.REVISION, "");
    }

    /** Each attempt would have a pod with another name. */
    private static String withoutName(String message) {
        String text = message == null ? "" : message;
        int forbidden = text.indexOf(FORBIDDEN);
        return text.startsWith("pods \"") && forbidden > 0 ? text.substring(forbidden + FORBIDDEN.length()) : text;
    }

    private static Optional<DeploymentCondition> condition(Optional<Deployment> workload, String type, String status) {
        return workload.filter(
                        there -> there.getStatus() != null && there.getStatus().getConditions() != null)
                .flatMap(there -> there.getStatus().getConditions().stream()
                        .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
                        .findFirst());
    }
}
