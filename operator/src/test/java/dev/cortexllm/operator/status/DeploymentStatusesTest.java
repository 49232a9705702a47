package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.operator.TestClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentStatusesTest {
    private static final String READY =
            "{metadata: {name: p}, spec: {nodeName: n}, status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}}";
    private static final String LOADING =
            "{metadata: {name: p}, spec: {nodeName: n}, status: {phase: Running, containerStatuses: [{name: engine,"
                    + " state: {running: {startedAt: '2026-03-01T10:00:00Z'}}}]}}";

    @Test
    void readyWhenAllReplicasAnswer() {
        ModelDeploymentStatus status = status(2, 2, READY, READY);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.False);
        assertThat(status.readyReplicas()).isEqualTo(2);
        assertThat(status.gpus()).isEqualTo(16);
    }

    @Test
    void oneOfTwoServesButIsNotReady() {
        ModelDeploymentStatus status = status(2, 2, READY, LOADING);
        assertThat(condition(status, "Ready").reason()).isEqualTo("Loading");
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Scheduled").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.True);
    }

    @Test
    void podsOfAnOlderTemplateAreNotEnough() {
        assertThat(condition(status(1, 0, READY), "Ready").reason()).isEqualTo("RollingOut");
    }

    @Test
    void scaledToZero() {
        ModelDeploymentStatus status = status(0, 0);
        assertThat(condition(status, "Ready").reason()).isEqualTo("ScaledToZero");
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.False);
    }

    @Test
    void noPodsForAQuota() {
        Deployment refused = new DeploymentBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage("exceeded quota: gpus")
                .endCondition()
                .endStatus()
                .build();
        Condition ready = condition(status(refused, 1), "Ready");
        assertThat(ready.reason()).isEqualTo("FailedCreate");
        assertThat(ready.message()).contains("exceeded quota: gpus");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NoPods           | '' | the Deployment has not created any pod yet
            NotScheduled     | {metadata: {name: p}, spec: {}, status: {phase: Pending}} | pod p has no node yet; no scheduler has placed it
            Unschedulable    | {metadata: {name: p}, spec: {}, status: {conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes have nvidia.com/gpu}]}} | pod p fits on no node: 0/3 nodes have nvidia.com/gpu
            ImagePullBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: ImagePullBackOff, message: no such image}}}]}} | container engine of pod p cannot start: no such image
            CrashLoopBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: CrashLoopBackOff, message: back-off 5m}}, lastState: {terminated: {exitCode: 1, reason: Error, message: unknown flag --x}}}]}} | container engine of pod p keeps failing: exit code 1 (Error), unknown flag --x
            EngineFailed     | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]}} | container engine of pod p failed last time: exit code 137 (OOMKilled)
            Loading          | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: ContainerCreating}}}]}} | pods that still load the model: 1
            """)
    void saysWhyNothingAnswers(String reason, String pod, String message) {
        Condition ready = condition(pod.isEmpty() ? status(1, 0) : status(1, 1, pod), "Ready");
        assertThat(ready.status()).isEqualTo(Status.False);
        assertThat(ready.reason()).isEqualTo(reason);
        assertThat(ready.message()).isEqualTo("0 of 1 replicas answer; " + message);
    }

    private static ModelDeploymentStatus status(int replicas, int updated, String... pods) {
        Deployment workload = new DeploymentBuilder()
                .withNewStatus()
                .withUpdatedReplicas(updated)
                .endStatus()
                .build();
        return status(workload, replicas, pods);
    }

    private static ModelDeploymentStatus status(Deployment workload, int replicas, String... pods) {
        List<Pod> parsed = Arrays.stream(pods).map(DeploymentStatusesTest::pod).toList();
        DeploymentFacts facts = new DeploymentFacts(
                Verdicts.GOOD, List.of(), Optional.of(workload), parsed, replicas, 8, "a=b", GroupFacts.NONE);
        return DeploymentStatuses.of(facts, null, 1, new TestClock("2026-03-01T10:00:00Z"));
    }

    private static Pod pod(String yaml) {
        try {
            return new YAMLMapper().readValue(yaml, Pod.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Condition condition(ModelDeploymentStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
