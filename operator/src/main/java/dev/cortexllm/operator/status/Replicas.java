package dev.cortexllm.operator.status;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pods by the replica that they are part of. */
final class Replicas {
    private final Collection<List<Pod>> groups;
    private final int size;

    private Replicas(Collection<List<Pod>> groups, int size) {
        this.groups = groups;
        this.size = size;
    }

    static Replicas of(DeploymentFacts facts) {
        int size = facts.group().size();
        return new Replicas(
                facts.group().several()
                        ? facts.pods().stream()
                                .collect(Collectors.groupingBy(Replicas::group, TreeMap::new, Collectors.toList()))
                                .values()
                        : facts.pods().stream().map(List::of).toList(),
                size);
    }

    /** Number of a pod's group. */
    static String group(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels.getOrDefault(LeaderWorkerSet.GROUP_INDEX, "");
    }

    /** Replicas of which a pod exists. */
    int count() {
        return groups.size();
    }

    /** Replicas whose pods are all there and ready. */
    int ready() {
        return (int) groups.stream()
                .filter(pods -> pods.size() >= size && pods.stream().allMatch(PodState::ready))
                .count();
    }
}
