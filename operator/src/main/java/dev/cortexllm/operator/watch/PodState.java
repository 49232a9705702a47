package dev.cortexllm.operator.watch;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;

/** What can be read off a pod. */
public final class PodState {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private PodState() {}

    /**
     * Whether a pod may get new requests.
     *
     * @param pod the pod
     * @return true when its readiness checks pass and nobody has asked it to go
     */
    public static boolean ready(Pod pod) {
        return !terminating(pod)
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && "True".equals(c.getStatus()));
    }

    /**
     * Whether a pod is one that answers requests.
     *
     * @param pod an engine pod
     * @return false for those that only lend their GPUs to the leader of their group
     */
    public static boolean answers(Pod pod) {
        String index = pod.getMetadata().getLabels().get(LeaderWorkerSet.WORKER_INDEX);
        return index == null || index.equals(LeaderWorkerSet.LEADER);
    }

    /**
     * Whether somebody has asked a pod to go.
     *
     * @param pod the pod
     * @return true from the deletion request on
     */
    public static boolean terminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /**
     * Whether a pod counts as a replica.
     *
     * @param pod the pod
     * @return false once it has ended or is asked to go
     */
    public static boolean live(Pod pod) {
        return !terminating(pod) && !over(pod);
    }

    /**
     * Whether a pod has ended for good.
     *
     * @param pod the pod
     * @return true when none of its containers will run again
     */
    public static boolean over(Pod pod) {
        return pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }
}
