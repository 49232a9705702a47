package dev.cortexllm.operator.status;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * What a model deployment's status says where a replica has several pods.
 *
 * @param size pods of one replica
 * @param set its LeaderWorkerSet as last seen
 * @param leaving its pods that are about to go
 */
public record GroupFacts(int size, Optional<LeaderWorkerSet> set, List<Pod> leaving) {
    /** Every pod is a replica. */
    public static final GroupFacts NONE = new GroupFacts(1, Optional.empty(), List.of());

    /** Whether replicas have several pods. */
    boolean several() {
        return size > 1;
    }

    /** Replicas of the present template. */
    int updated() {
        return set.filter(s -> s.getStatus() != null
                        && s.getStatus().updatedReplicas() != null
                        && (s.getStatus().observedGeneration() == null
                                || s.getStatus()
                                        .observedGeneration()
                                        .equals(s.getMetadata().getGeneration())))
                .map(s -> s.getStatus().updatedReplicas())
                .orElse(0);
    }
}
