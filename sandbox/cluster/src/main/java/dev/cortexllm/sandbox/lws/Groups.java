package dev.cortexllm.sandbox.lws;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The pods of a set by their group. */
record Groups(GroupSet set, SortedMap<Integer, Group> byIndex) {

    static Groups of(GroupSet set, List<Pod> pods) {
        SortedMap<Integer, List<Pod>> sorted = new TreeMap<>();
        pods.forEach(
                pod -> sorted.computeIfAbsent(Integer.valueOf(label(pod, GroupPods.GROUP)), index -> new ArrayList<>())
                        .add(pod));
        SortedMap<Integer, Group> groups = new TreeMap<>();
        sorted.forEach((index, members) -> groups.put(index, new Group(set, members)));
        return new Groups(set, groups);
    }

    private static String label(Pod pod, String name) {
        return pod.getMetadata().getLabels().getOrDefault(name, "0");
    }

    /** Groups whose number is below that of the replicas and that satisfy something. */
    int count(Predicate<Group> what) {
        return (int)
                byIndex.headMap(set.replicas()).values().stream().filter(what).count();
    }

    /** One group. */
    record Group(GroupSet set, List<Pod> pods) {
        Optional<Pod> leader() {
            return pods.stream()
                    .filter(pod -> label(pod, GroupPods.WORKER).equals(GroupPods.LEADER))
                    .findFirst();
        }

        /** Those that belong to this leader, not to an earlier one. */
        List<Pod> workers() {
            String uid = leader().map(pod -> pod.getMetadata().getUid()).orElse("");
            return pods.stream()
                    .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                            .anyMatch(owner -> owner.getUid().equals(uid)))
                    .toList();
        }

        boolean whole() {
            return leader().isPresent() && workers().size() == set.size() - 1 && !leaving();
        }

        boolean leaving() {
            return pods.stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        }

        boolean ready() {
            return whole() && pods.stream().allMatch(Group::ready);
        }

        boolean updated() {
            return pods.stream().allMatch(pod -> label(pod, GroupPods.REVISION).equals(set.revision()));
        }

        /** Whether a container has ended and was started again, or a pod has ended for good. */
        boolean broken() {
            return pods.stream()
                    .filter(pod -> pod.getStatus() != null)
                    .anyMatch(pod -> "Failed".equals(pod.getStatus().getPhase())
                            || Stream.concat(
                                            pod.getStatus().getInitContainerStatuses().stream(),
                                            pod.getStatus().getContainerStatuses().stream())
                                    .map(ContainerStatus::getRestartCount)
                                    .anyMatch(count -> count != null && count > 0));
        }

        static boolean ready(Pod pod) {
            return pod.getStatus() != null
                    && pod.getStatus().getConditions().stream()
                            .anyMatch(c -> c.getType().equals("Ready") && "True".equals(c.getStatus()));
        }
    }
}
