package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetSpec.LeaderWorkerTemplate;
import dev.cortexllm.operator.child.lws.LeaderWorkerSetStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The status of replicas that have two pods each. */
class GroupStatusesTest {
    private static final String NOW = "t2";

    @Test
    void readyOnlyWhenAllRanksHaveJoined() {
        ModelDeploymentStatus status = status(null, List.of(ready("0", "0"), loading("0", "1")), List.of());
        assertThat(condition(status, "Ready").reason()).isEqualTo("Loading");
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.False);
        assertThat(status.replicas()).isEqualTo(1);
        assertThat(status.readyReplicas()).isZero();
        assertThat(status.gpus()).isEqualTo(16);

        status = status(null, List.of(ready("0", "0"), ready("0", "1")), List.of());
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(status.readyReplicas()).isEqualTo(1);
    }

    @Test
    void aLeaderAloneIsNoReplicaThatAnswers() {
        ModelDeploymentStatus status = status(null, List.of(ready("0", "0")), List.of());
        assertThat(status.readyReplicas()).isZero();
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.False);
    }

    /** A deployment that gets more nodes, where nobody makes groups: what served before goes on. */
    @Test
    void aPodOfBeforeAnswersButIsNotWhatIsWanted() {
        Pod before = new PodBuilder(ready("0", "0"))
                .editMetadata()
                .withLabels(null)
                .endMetadata()
                .build();
        ModelDeploymentStatus status = status(null, List.of(before), List.of());
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.False);
        assertThat(status.readyReplicas()).isEqualTo(1);
    }

    /** From the kill to the last rank: one reason, told once, though the pods that knew it are gone. */
    @Test
    void whyAGroupStartsAgainIsToldUntilItIsBack() {
        String why = "0 of 1 replicas answer; group 0 starts again as a whole: container engine of pod kimi-group-0-1"
                + " failed, exit code 137; it printed nothing";
        ModelDeploymentStatus killed =
                status(null, List.of(failed("0", "0", 1, "10:00:02"), failed("0", "1", 137, "10:00:01")), List.of());
        assertThat(condition(killed, "Ready").reason()).isEqualTo("GroupRestarting");
        assertThat(condition(killed, "Ready").message()).isEqualTo(why);

        ModelDeploymentStatus going =
                status(killed, List.of(failed("0", "0", 1, "10:00:02")), List.of(failed("0", "1", 137, "10:00:01")));
        ModelDeploymentStatus leaving = status(
                killed, List.of(), List.of(failed("0", "0", 143, "10:00:03"), failed("0", "1", 137, "10:00:01")));
        ModelDeploymentStatus gone = status(leaving, List.of(), List.of());
        ModelDeploymentStatus again = status(gone, List.of(loading("0", "0"), loading("0", "1")), List.of());
        assertThat(List.of(going, leaving, gone, again))
                .allSatisfy(status ->
                        assertThat(condition(status, "Ready").message()).isEqualTo(why));
        ModelDeploymentStatus back = status(again, List.of(ready("0", "0"), ready("0", "1")), List.of());
        assertThat(condition(back, "Ready").status()).isEqualTo(Status.True);
        assertThat(condition(back, "Progressing").reason()).isEqualTo("Ready");
    }

    @Test
    void aDeletedWorkerIsTold() {
        ModelDeploymentStatus status = status(null, List.of(ready("0", "0")), List.of(loading("0", "1")));
        assertThat(condition(status, "Ready").message())
                .endsWith("group 0 starts again as a whole: pod kimi-group-0-1 was deleted");
    }

    @Test
    void anotherTemplateIsARolloutAndNoRestart() {
        Pod old = new PodBuilder(loading("0", "0"))
                .editMetadata()
                .addToAnnotations(Labels.TEMPLATE, "t1")
                .endMetadata()
                .build();
        ModelDeploymentStatus status = status(null, List.of(loading("0", "1")), List.of(old));
        assertThat(condition(status, "Ready").reason()).isEqualTo("Loading");
    }

    @Test
    void aGroupTooManyIsNoRestart() {
        ModelDeploymentStatus status =
                status(null, List.of(ready("0", "0"), ready("0", "1")), List.of(loading("1", "0")));
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
    }

    @Test
    void whatAPersonMustActOnGoesFirst() {
        ModelDeploymentStatus killed = status(null, List.of(failed("0", "1", 137, "10:00:01")), List.of());
        Pod stuck = new PodBuilder(loading("0", "1"))
                .editStatus()
                .withContainerStatuses()
                .addNewContainerStatus()
                .withName("engine")
                .withNewState()
                .withNewWaiting("no such image", "ImagePullBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(condition(status(killed, List.of(stuck), List.of()), "Ready").reason())
                .isEqualTo("ImagePullFailed");
    }

    private static ModelDeploymentStatus status(ModelDeploymentStatus before, List<Pod> pods, List<Pod> leaving) {
        DeploymentFacts facts = new DeploymentFacts(
                Verdicts.GOOD,
                List.of(),
                Optional.empty(),
                pods,
                1,
                8,
                "a=b",
                new TemplateFact("abc", null),
                new EngineFact("VLLM 0.19.1", Optional.empty()),
                ScalingFacts.FIXED,
                Optional.empty(),
                new GroupFacts(2, Optional.of(set()), leaving));
        return DeploymentStatuses.of(facts, before, 1, new TestClock("2026-03-01T10:00:00Z"));
    }

    private static LeaderWorkerSet set() {
        LeaderWorkerSet set = new LeaderWorkerSet();
        set.setMetadata(new ObjectMetaBuilder()
                .withName("kimi-group")
                .withGeneration(3L)
                .build());
        set.setSpec(new LeaderWorkerSetSpec(
                1,
                null,
                null,
                new LeaderWorkerTemplate(
                        2,
                        null,
                        null,
                        new PodTemplateSpecBuilder()
                                .withNewMetadata()
                                .addToAnnotations(Labels.TEMPLATE, NOW)
                                .endMetadata()
                                .build())));
        set.setStatus(new LeaderWorkerSetStatus(3L, 1, 1, 1, null));
        return set;
    }

    private static Pod ready(String group, String worker) {
        return new PodBuilder(loading(group, worker))
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod failed(String group, String worker, int code, String at) {
        return new PodBuilder(loading(group, worker))
                .editStatus()
                .withContainerStatuses()
                .addNewContainerStatus()
                .withName("engine")
                .withRestartCount(1)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason("Error")
                .withFinishedAt("2026-03-01T" + at + "Z")
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod loading(String group, String worker) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("kimi-group-" + group + (worker.equals("0") ? "" : "-" + worker))
                .addToLabels(LeaderWorkerSet.GROUP_INDEX, group)
                .addToLabels(LeaderWorkerSet.WORKER_INDEX, worker)
                .addToAnnotations(Labels.TEMPLATE, NOW)
                .endMetadata()
                .withNewSpec()
                .withNodeName("n")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("engine")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Condition condition(ModelDeploymentStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
