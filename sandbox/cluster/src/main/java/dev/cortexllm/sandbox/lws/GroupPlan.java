package dev.cortexllm.sandbox.lws;

import dev.cortexllm.sandbox.lws.Groups.Group;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to do next for a set. It is looked at again after every change, so each step need only be right, not the last.
 *
 * @param create pods to create
 * @param delete pods to delete
 * @param status the set's status
 */
record GroupPlan(List<Pod> create, List<Pod> delete, Map<String, Object> status) {

    /**
     * Plans.
     *
     * @param set what is asked for
     * @param pods the set's pods as they are
     */
    static GroupPlan of(GroupSet set, List<Pod> pods) {
        Draft draft = new Draft(set, Groups.of(set, pods));
        draft.restart();
        draft.scaleIn();
        draft.roll();
        draft.fill();
        return new GroupPlan(draft.create, draft.delete.stream().distinct().toList(), draft.status());
    }

    private static final class Draft {
        private final GroupSet set;
        private final Groups groups;
        private final int limit;
        private final List<Pod> create = new ArrayList<>();
        private final List<Pod> delete = new ArrayList<>();

        Draft(GroupSet set, Groups groups) {
            this.set = set;
            this.groups = groups;
            this.limit = set.replicas() + surge();
        }

        /** Groups too many stay as long as one of the others is of another template, or not ready again. */
        private int surge() {
            boolean outdated = groups.count(group -> !group.updated()) > 0;
            boolean begun = groups.byIndex().tailMap(set.replicas()).size() > 0;
            boolean done = groups.count(Group::ready) == set.replicas();
            return outdated || begun && !done ? set.maxSurge() : 0;
        }

        /** A group that has lost a rank is made anew: all of it goes, and nothing comes before all of it is gone. */
        void restart() {
            groups.byIndex().values().stream()
                    .filter(group -> group.leader().isEmpty()
                            || set.recreates() && (group.broken() || group.leaving())
                            || !group.updated() && !group.whole())
                    .forEach(group -> delete.addAll(staying(group)));
        }

        void scaleIn() {
            groups.byIndex().tailMap(limit).values().forEach(group -> delete.addAll(staying(group)));
        }

        /** Groups of another template are replaced from the last on, as many at a time as may be missing. */
        void roll() {
            int spare = (int) groups.byIndex().tailMap(set.replicas()).values().stream()
                    .filter(Group::ready)
                    .count();
            int may = set.maxUnavailable() + spare - (set.replicas() - groups.count(Group::ready));
            List<Group> outdated =
                    new ArrayList<>(groups.byIndex().headMap(set.replicas()).values());
            Collections.reverse(outdated);
            for (Group group : outdated) {
                if (group.updated() || group.leaving()) {
                    continue;
                }
                if (!group.ready()) {
                    delete.addAll(staying(group));
                } else if (may > 0) {
                    delete.addAll(staying(group));
                    may--;
                }
            }
        }

        void fill() {
            for (int index = 0; index < limit; index++) {
                Group group = groups.byIndex().get(index);
                if (group == null) {
                    create.add(GroupPods.leader(set, index));
                } else if (!group.leaving()
                        && group.updated()
                        && group.leader().isPresent()
                        && !delete.contains(group.leader().get())
                        && (!set.leaderFirst() || Group.ready(group.leader().get()))) {
                    addWorkers(group, index);
                }
            }
        }

        private void addWorkers(Group group, int index) {
            Pod leader = group.leader().orElseThrow();
            for (int worker = 1; worker < set.size(); worker++) {
                String name = leader.getMetadata().getName() + "-" + worker;
                if (group.pods().stream()
                        .noneMatch(pod -> pod.getMetadata().getName().equals(name))) {
                    create.add(GroupPods.worker(set, index, worker, leader));
                }
            }
        }

        private static List<Pod> staying(Group group) {
            return group.pods().stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .toList();
        }

        Map<String, Object> status() {
            Map<String, Object> status = new TreeMap<>();
            status.put("observedGeneration", set.generation());
            status.put("replicas", (int) groups.byIndex().values().stream()
                    .filter(group -> group.leader().isPresent())
                    .count());
            status.put("readyReplicas", (int)
                    groups.byIndex().values().stream().filter(Group::ready).count());
            status.put("updatedReplicas", (int) groups.byIndex().values().stream()
                    .filter(group -> group.whole() && group.updated())
                    .count());
            status.put("hpaPodSelector", GroupPods.NAME + "=" + set.name() + "," + GroupPods.WORKER + "=0");
            return status;
        }
    }
}
