package dev.cortexllm.operator.status;

import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pods by the replica that they are part of. */
final class Replicas {
    private final Collection<List<Pod>> groups;
    private final int size;

    private Replicas(Collection<List<Pod>> groups, int size) {
        this.groups = groups;
        this.size = size;
    }

    /** A pod without a group is a replica of its own, also while its deployment gets more nodes. */
    static Replicas of(DeploymentFacts facts) {
        Stream<List<Pod>> groups = facts.pods().stream()
                .filter(Replicas::grouped)
                .collect(Collectors.groupingBy(Replicas::group, TreeMap::new, Collectors.toList()))
                .values()
                .stream();
        Stream<List<Pod>> alone =
                facts.pods().stream().filter(pod -> !grouped(pod)).map(List::of);
        return new Replicas(Stream.concat(groups, alone).toList(), facts.group().size());
    }

    /** Whether a pod is one of several that are a replica. */
    static boolean grouped(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels != null && labels.containsKey(LeaderWorkerSet.GROUP_INDEX);
    }

    /** Number of a pod's group. */
    static String group(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(LeaderWorkerSet.GROUP_INDEX, "");
    }

    /** Replicas of which a pod exists. */
    int count() {
        return groups.size();
    }

    /** Replicas whose pods are all there and ready. */
    int ready() {
        return (int) groups.stream()
                .filter(pods -> (pods.size() >= size || !grouped(pods.get(0)))
                        && pods.stream().allMatch(PodState::ready))
                .count();
    }
}
