package dev.cortexllm.sandbox.lws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GroupPlanTest {
    private static final GroupSet SET = set(1, 3, "a", "{}", "LeaderCreated");

    @Test
    void leadersComeFirstAndWorkersWhenTheirLeaderIsThere() {
        assertThat(created(SET, List.of())).containsExactly("kimi-0");
        List<Pod> pods = List.of(live(GroupPods.leader(SET, 0)));
        assertThat(created(SET, pods)).containsExactly("kimi-0-1", "kimi-0-2");
        GroupSet patient = set(1, 3, "a", "{}", "LeaderReady");
        Pod leader = live(GroupPods.leader(patient, 0));
        assertThat(created(patient, List.of(leader))).isEmpty();
        assertThat(created(patient, List.of(ready(leader)))).containsExactly("kimi-0-1", "kimi-0-2");
    }

    @Test
    void podsAreToldWhereTheyStand() {
        Pod leader = live(GroupPods.leader(SET, 4));
        Pod worker = GroupPods.worker(SET, 4, 2, leader);
        List<EnvVar> environment = worker.getSpec().getContainers().get(0).getEnv();
        assertThat(environment.stream().map(variable -> variable.getName() + "=" + variable.getValue()))
                .containsExactly(
                        "LWS_LEADER_ADDRESS=kimi-4.kimi.models",
                        "LWS_GROUP_SIZE=3",
                        "LWS_WORKER_INDEX=2",
                        "A=$(LWS_GROUP_SIZE)");
        assertThat(worker.getMetadata().getName()).isEqualTo("kimi-4-2");
        assertThat(worker.getSpec().getHostname()).isEqualTo("kimi-4-2");
        assertThat(worker.getSpec().getSubdomain()).isEqualTo("kimi");
        assertThat(worker.getMetadata().getLabels())
                .containsEntry(GroupPods.NAME, "kimi")
                .containsEntry(GroupPods.GROUP, "4")
                .containsEntry(GroupPods.WORKER, "2");
        assertThat(worker.getMetadata().getOwnerReferences().stream().map(owner -> owner.getUid()))
                .containsExactly("u-1", leader.getMetadata().getUid());
    }

    @Test
    void aRestartedContainerTakesTheWholeGroupAndNothingElse() {
        GroupSet set = set(2, 2, "a", "{}", "LeaderCreated");
        List<Pod> pods = group(set, 0, true);
        pods.addAll(group(set, 1, true));
        pods.set(1, restarted(pods.get(1)));
        GroupPlan plan = GroupPlan.of(set, pods);
        assertThat(names(plan.delete())).containsExactly("kimi-0", "kimi-0-1");
        assertThat(plan.create()).isEmpty();
    }

    /** The new ranks must not meet the old ones. */
    @Test
    void nothingIsMadeAnewBeforeAllIsGone() {
        List<Pod> leaving =
                group(SET, 0, true).stream().map(GroupPlanTest::leaving).toList();
        assertThat(GroupPlan.of(SET, leaving).create()).isEmpty();
        assertThat(GroupPlan.of(SET, leaving.subList(1, 2)).create()).isEmpty();
        assertThat(created(SET, List.of())).containsExactly("kimi-0");
    }

    @Test
    void aLostWorkerTakesItsGroup() {
        List<Pod> pods = group(SET, 0, true);
        pods.set(2, leaving(pods.get(2)));
        assertThat(names(GroupPlan.of(SET, pods).delete())).containsExactly("kimi-0", "kimi-0-1");
    }

    @Test
    void tooManyGroupsGo() {
        GroupSet two = set(2, 2, "a", "{}", "LeaderCreated");
        List<Pod> pods = group(two, 0, true);
        pods.addAll(group(two, 1, true));
        GroupSet one = set(1, 2, "a", "{}", "LeaderCreated");
        assertThat(names(GroupPlan.of(one, pods).delete())).containsExactly("kimi-1", "kimi-1-1");
        assertThat(names(GroupPlan.of(set(0, 2, "a", "{}", "LeaderCreated"), pods)
                        .delete()))
                .hasSize(4);
    }

    @Test
    void anotherTemplateReplacesTheLastGroupFirst() {
        GroupSet old = set(3, 2, "a", "{}", "LeaderCreated");
        GroupSet now = set(3, 2, "b", "{}", "LeaderCreated");
        List<Pod> pods = group(old, 0, true);
        pods.addAll(group(old, 1, true));
        pods.addAll(group(old, 2, true));
        assertThat(names(GroupPlan.of(now, pods).delete())).containsExactly("kimi-2", "kimi-2-1");
        List<Pod> next = new ArrayList<>(pods.subList(0, 4));
        next.addAll(group(now, 2, false));
        assertThat(GroupPlan.of(now, next).delete()).isEmpty();
        next = new ArrayList<>(pods.subList(0, 4));
        next.addAll(group(now, 2, true));
        assertThat(names(GroupPlan.of(now, next).delete())).containsExactly("kimi-1", "kimi-1-1");
    }

    @Test
    void withSurgeNothingGoesBeforeItsSuccessorIsReady() {
        String surge = "{maxSurge: 1, maxUnavailable: 0}";
        GroupSet old = set(1, 2, "a", surge, "LeaderCreated");
        GroupSet now = set(1, 2, "b", surge, "LeaderCreated");
        List<Pod> pods = group(old, 0, true);
        GroupPlan first = GroupPlan.of(now, pods);
        assertThat(names(first.create())).containsExactly("kimi-1");
        assertThat(first.delete()).isEmpty();
        pods.addAll(group(now, 1, true));
        assertThat(names(GroupPlan.of(now, pods).delete())).containsExactly("kimi-0", "kimi-0-1");
        List<Pod> half = group(now, 0, false);
        half.addAll(group(now, 1, true));
        assertThat(GroupPlan.of(now, half).delete()).isEmpty();
        List<Pod> done = group(now, 0, true);
        done.addAll(group(now, 1, true));
        assertThat(names(GroupPlan.of(now, done).delete())).containsExactly("kimi-1", "kimi-1-1");
    }

    @Test
    void statusCountsWholeGroups() {
        GroupSet set = set(2, 2, "a", "{}", "LeaderCreated");
        List<Pod> pods = group(set, 0, true);
        pods.addAll(group(set, 1, true).subList(0, 1));
        assertThat(GroupPlan.of(set, pods).status())
                .containsEntry("replicas", 2)
                .containsEntry("readyReplicas", 1)
                .containsEntry("updatedReplicas", 1)
                .containsEntry(
                        "hpaPodSelector",
                        "leaderworkerset.sigs.k8s.io/name=kimi,leaderworkerset.sigs.k8s.io/worker-index=0");
    }

    private static List<String> created(GroupSet set, List<Pod> pods) {
        return names(GroupPlan.of(set, pods).create());
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private static List<Pod> group(GroupSet set, int index, boolean ready) {
        List<Pod> pods = new ArrayList<>();
        pods.add(live(GroupPods.leader(set, index)));
        for (int worker = 1; worker < set.size(); worker++) {
            pods.add(live(GroupPods.worker(set, index, worker, pods.get(0))));
        }
        if (ready) {
            pods.replaceAll(GroupPlanTest::ready);
        }
        return pods;
    }

    private static Pod live(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withUid(UUID.nameUUIDFromBytes(pod.getMetadata().getName().getBytes())
                        .toString())
                .endMetadata()
                .build();
    }

    private static Pod ready(Pod pod) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod restarted(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .addNewContainerStatus()
                .withName("engine")
                .withRestartCount(1)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod leaving(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T10:00:00Z")
                .endMetadata()
                .build();
    }

    private static GroupSet set(int replicas, int size, String image, String rollout, String startup) {
        try {
            return GroupSet.of(new YAMLMapper().readTree("""
                    metadata: {namespace: models, name: kimi, uid: u-1, generation: 7}
                    spec:
                      replicas: %d
                      startupPolicy: %s
                      rolloutStrategy: {type: RollingUpdate, rollingUpdateConfiguration: %s}
                      leaderWorkerTemplate:
                        size: %d
                        restartPolicy: RecreateGroupOnPodRestart
                        workerTemplate:
                          metadata: {labels: {app: kimi}}
                          spec: {containers: [{name: engine, image: %s, env: [{name: A, value: $(LWS_GROUP_SIZE)}]}]}
                    """.formatted(replicas, startup, rollout, size, image)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
