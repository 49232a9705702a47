package dev.cortexllm.operator.model.desired;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which replica of a Deployment goes first when there are to be fewer: the ReplicaSet controller takes those of the lowest
 * {@value #ANNOTATION} among pods that are ready. The cost is what a pod works on, so that a busy one stays.
 */
public final class DeletionCosts {
    /** Annotation of pods. */
    public static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

    private DeletionCosts() {}

    /**
     * The costs that are not as they should be yet.
     *
     * @param pods the replicas
     * @param load requests running and waiting in each pod, by name; a pod that is not in it works on nothing that anybody knows of.
     *     Empty: nobody knows anything, and costs stay as they are
     * @return new costs by pod, sorted
     */
    public static Map<String, String> changes(List<Pod> pods, Map<String, Double> load) {
        Map<String, String> changes = new TreeMap<>();
        if (load.isEmpty()) {
            return changes;
        }
        for (Pod pod : pods) {
            String name = pod.getMetadata().getName();
            String cost = String.valueOf(Math.max(0, Math.round(load.getOrDefault(name, 0.0))));
            Map<String, String> annotations = pod.getMetadata().getAnnotations();
            // No annotation counts as 0.
            if (!cost.equals(annotations == null ? "0" : annotations.getOrDefault(ANNOTATION, "0"))) {
                changes.put(name, cost);
            }
        }
        return changes;
    }
}
