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
import java.time.Duration;
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

    private static final String CRASHED =
            "{metadata: {name: p}, spec: {nodeName: n}, status: {phase: Running, containerStatuses: [{name: engine,"
                    + " restartCount: 1, state: {running: {startedAt: '2026-03-01T10:00:00Z'}},"
                    + " lastState: {terminated: {exitCode: 1, message: 'ValueError: bad'}}}]}}";

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

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "all is done,                               abc, 1, 1, 1, Ready",
        "an old pod is still there,                 abc, 1, 2, 1, RollingOut",
        "the cache has the workload of before,      old, 1, 1, 1, RollingOut",
        "its controller has not seen the new spec,  abc, 0, 1, 1, RollingOut"
    })
    void readyOnlyWhenTheChangeIsThrough(
            String title, String revision, long observed, int all, int updated, String reason) {
        assertThat(condition(status(workload(revision, observed, all, updated), 1, READY), "Ready")
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "its controller has not seen it,  abc, abc, 1, Ready",
        "the template was another before, old, abc, 1, RollingOut",
        "so has the workload,             abc, old, 1, RollingOut",
        "there were too few before,       abc, abc, 2, RollingOut"
    })
    void aSmallerNumberAloneIsNoRollout(String title, String before, String workload, int needed, String reason) {
        ModelDeploymentStatus whole = status(workload(before, 1, 2, 2), before, needed, null, READY, READY, READY);
        assertThat(condition(
                                status(
                                        workload(workload, 0, 3, 3),
                                        "abc",
                                        1,
                                        needed == 1 ? whole : loading(whole),
                                        READY),
                                "Ready")
                        .reason())
                .isEqualTo(reason);
    }

    private static ModelDeploymentStatus loading(ModelDeploymentStatus whole) {
        return status(workload(whole.templateRevision(), 1, 1, 1), whole.templateRevision(), 2, null, READY, LOADING);
    }

    @Test
    void aGroupOfBeforeIsOneReplicaThatAnswersButNotWhatIsWanted() {
        String leader = READY.replace("name: p", "name: p-0, labels: {leaderworkerset.sigs.k8s.io/group-index: '0'}");
        String worker = leader.replace("p-0", "p-0-1");
        ModelDeploymentStatus status = status(workload("abc", 1, 1, 1), 1, leader, worker, LOADING);
        assertThat(condition(status, "Ready").reason()).isEqualTo("Loading");
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.True);
        assertThat(status.readyReplicas()).isEqualTo(1);
        assertThat(status.replicas()).isEqualTo(2);
    }

    /** With a surge the old pods answer all the time. */
    @Test
    void aNewPodThatDoesNotComeUpIsNotHiddenByTheOldOne() {
        ModelDeploymentStatus status = status(workload("abc", 1, 2, 1), 1, READY, CRASHED);
        assertThat(condition(status, "Ready").reason()).isEqualTo("EngineFailed");
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.True);
    }

    @Test
    void scaledToZero() {
        ModelDeploymentStatus status = status(0, 0);
        assertThat(condition(status, "Ready").reason()).isEqualTo("ScaledToZero");
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.False);
    }

    @Test
    void asleepIsAsItShouldBe() {
        Finding scaler = Finding.of("AutoscalerReady", true, "BuiltIn", "the operator does it");
        ModelDeploymentStatus status = status(new Deployment(), new ScalingFacts(Optional.of(scaler), false, true), 0);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.False);
        assertThat(condition(status, "EndpointsReady").reason()).isEqualTo("ScaledToZero");
        assertThat(condition(status, "EndpointsReady").message()).contains("the next request starts one");
        assertThat(condition(status, "AutoscalerReady").reason()).isEqualTo("BuiltIn");
    }

    @Test
    void suspended() {
        ModelDeploymentStatus status = status(new Deployment(), new ScalingFacts(Optional.empty(), true, true), 0);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.False);
        assertThat(condition(status, "Ready").reason()).isEqualTo("Suspended");
        assertThat(condition(status, "Progressing").status()).isEqualTo(Status.False);
        assertThat(Conditions.find(status.conditions(), "AutoscalerReady")).isEmpty();
    }

    @Test
    void noPodsForAQuota() {
        Deployment refused = new DeploymentBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage("pods \"x-engine-abc-\" is forbidden: exceeded quota: gpus")
                .endCondition()
                .endStatus()
                .build();
        Condition ready = condition(status(refused, 1), "Ready");
        assertThat(ready.reason()).isEqualTo("QuotaExceeded");
        assertThat(ready.message()).endsWith("pods cannot be created: exceeded quota: gpus");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NoPods           | '' | the Deployment has not created any pod yet
            NotScheduled     | {metadata: {name: p}, spec: {}, status: {phase: Pending}} | pod p has no node yet; no scheduler has placed it
            Unschedulable    | {metadata: {name: p}, spec: {}, status: {conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/3 nodes have nvidia.com/gpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.'}]}} | pod p fits on no node: 0/3 nodes have nvidia.com/gpu.
            Unschedulable    | {metadata: {name: p}, spec: {nodeSelector: {gpu: h200}, containers: [{name: engine, resources: {limits: {nvidia.com/gpu: 8, memory: 1Ti}}}]}, status: {conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}]}} | pod p (8 nvidia.com/gpu, gpu=h200) fits on no node: 0/3 nodes
            ImagePullFailed  | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, image: 'a/b:1', state: {waiting: {reason: ErrImagePull, message: 'rpc error: not found'}}}]}} | image a/b:1 of container engine of pod p cannot be pulled: rpc error: not found
            ImagePullFailed  | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, image: 'a/b:1', state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "a/b:1": ErrImagePull: rpc error: not found'}}}]}} | image a/b:1 of container engine of pod p cannot be pulled: rpc error: not found
            ImagePullFailed  | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, image: 'a/b:1', state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image "a/b:1"'}}}]}} | image a/b:1 of container engine of pod p cannot be pulled
            CreateContainerConfigError | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: CreateContainerConfigError, message: secret "hf" not found}}}]}} | container engine of pod p cannot start: secret "hf" not found
            EngineFailed     | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: CrashLoopBackOff, message: back-off 5m}}, lastState: {terminated: {exitCode: 1, reason: Error, message: 'ValueError: bad'}}}]}} | container engine of pod p failed, exit code 1: ValueError: bad
            EngineFailed     | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, restartCount: 1, state: {running: {}}, lastState: {terminated: {exitCode: 1, reason: Error, message: 'ValueError: bad'}}}]}} | container engine of pod p failed, exit code 1: ValueError: bad
            CrashLoopBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, restartCount: 1, state: {terminated: {exitCode: 1, reason: Error, message: 'ValueError: bad'}}}]}} | container engine of pod p failed, exit code 1: ValueError: bad
            CrashLoopBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, restartCount: 1, state: {waiting: {reason: CrashLoopBackOff, message: back-off 5m}}, lastState: {terminated: {exitCode: 1, reason: Error, message: 'ValueError: bad'}}}]}} | container engine of pod p failed, exit code 1: ValueError: bad
            CrashLoopBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, restartCount: 2, state: {running: {}}, lastState: {terminated: {exitCode: 1, reason: Error, message: 'ValueError: bad'}}}]}} | container engine of pod p failed, exit code 1: ValueError: bad
            CrashLoopBackOff | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 0}}}]}} | container engine of pod p failed, exit code 0; it printed nothing
            UnknownArgument  | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 2, message: 'api_server.py: error: unrecognized arguments: --x'}}}]}} | container engine of pod p failed, exit code 2: api_server.py: error: unrecognized arguments: --x; VLLM 0.19.1 does not know it: take it out of extraArgs, or change engine.version
            OutOfMemory      | {metadata: {name: p}, spec: {nodeName: n, containers: [{name: engine, resources: {limits: {memory: 16Gi}}}]}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]}} | container engine of pod p was killed for want of memory; its limit is 16Gi: raise resources.limits.memory; /dev/shm (sharedMemory) counts against it
            OutOfMemory      | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}}]}} | container engine of pod p was killed for want of memory; the node has no more: give resources.requests.memory, so that it is placed where there is enough
            SharedMemoryTooSmall | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 135}}}]}} | container engine of pod p ended with a bus error; raise sharedMemory
            StartupTimeout   | {metadata: {name: p}, spec: {nodeName: n, containers: [{name: engine, startupProbe: {failureThreshold: 900, periodSeconds: 2}}]}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 137, startedAt: '2026-03-01T09:00:00Z', finishedAt: '2026-03-01T09:30:31Z'}}}]}} | container engine of pod p did not answer within 1800 s and was restarted; raise startupTimeout if loading takes longer
            EngineFailed     | {metadata: {name: p}, spec: {nodeName: n, containers: [{name: engine, startupProbe: {failureThreshold: 900, periodSeconds: 2}}]}, status: {containerStatuses: [{name: engine, state: {running: {}}, lastState: {terminated: {exitCode: 137, startedAt: '2026-03-01T09:00:00Z', finishedAt: '2026-03-01T09:20:00Z'}}}]}} | container engine of pod p failed, exit code 137; it printed nothing
            NotReady         | {metadata: {name: p}, spec: {nodeName: n}, status: {conditions: [{type: Ready, status: 'False', lastTransitionTime: '2026-03-01T09:30:00Z'}], containerStatuses: [{name: engine, started: true, ready: false, state: {running: {startedAt: '2026-03-01T09:00:00Z'}}}]}} | container engine of pod p runs, but answers its readiness check no more
            Loading          | {metadata: {name: p}, spec: {nodeName: n}, status: {conditions: [{type: Ready, status: 'False', lastTransitionTime: '2026-03-01T09:00:00Z'}], containerStatuses: [{name: engine, started: true, ready: false, state: {running: {startedAt: '2026-03-01T09:00:00Z'}}}]}} | pods that still load the model: 1
            NodeNotReady     | {metadata: {name: p}, spec: {nodeName: n}, status: {conditions: [{type: Ready, status: 'False', lastTransitionTime: '2026-03-01T09:30:00Z'}], containerStatuses: [{name: engine, started: true, ready: true, state: {running: {startedAt: '2026-03-01T09:00:00Z'}}}]}} | pod p was well when node n last reported, and does not count as ready: the node is silent, or a readiness gate of the pod is closed
            Loading          | {metadata: {name: p}, spec: {nodeName: n}, status: {containerStatuses: [{name: engine, state: {waiting: {reason: ContainerCreating}}}]}} | pods that still load the model: 1
            """)
    void saysWhyNothingAnswers(String reason, String pod, String message) {
        Condition ready = condition(pod.isEmpty() ? status(1, 0) : status(1, 1, pod), "Ready");
        assertThat(ready.status()).isEqualTo(Status.False);
        assertThat(ready.reason()).isEqualTo(reason);
        assertThat(ready.message()).isEqualTo("0 of 1 replicas answer; " + message);
    }

    @Test
    void twoPodsInTroubleDoNotTakeTurns() {
        String lost = CRASHED.replace("name: p}", "name: q}").replace("ValueError: bad", "RuntimeError: worse");
        assertThat(condition(status(2, 2, CRASHED, lost), "Ready").message())
                .isEqualTo(condition(status(2, 2, lost, CRASHED), "Ready").message());
    }

    @Test
    void whatServesWithTroubleIsDegraded() {
        ModelDeploymentStatus status = status(2, 2, READY, CRASHED);
        assertThat(condition(status, "Degraded").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Degraded").reason()).isEqualTo("EngineFailed");
        assertThat(condition(status, "EndpointsReady").status()).isEqualTo(Status.True);
        assertThat(condition(status(2, 2, READY, LOADING), "Degraded").status()).isEqualTo(Status.False);
    }

    @Test
    void loadingHasAnEndThatIsExpected() {
        assertThat(status(2, 2, READY, LOADING).expectedReadyTime()).isEqualTo("2026-03-01T10:10:00Z");
        assertThat(status(1, 1, READY).expectedReadyTime()).isNull();
    }

    @Test
    void aNewTemplateIsOfferedByName() {
        assertThat(condition(status(1, 1, READY), "UpdateAvailable").status()).isEqualTo(Status.False);
        assertThat(status(1, 1, READY).templateRevision()).isEqualTo("abc");
        Finding offered = UpdateFinding.of(new TemplateFact("abc", "def"));
        assertThat(offered.isTrue()).isTrue();
        assertThat(offered.message()).contains("Annotation cortexllm.dev/apply-update=def ");
    }

    @Test
    void anUpdateIsOfferedOnWhileTheSpecMakesNoSense() {
        List<Condition> before = List.of(new Condition(
                "UpdateAvailable", Status.True, 1L, "2026-03-01T09:00:00Z", "NewTemplate", "another template"));
        assertThat(UpdateFinding.unrendered(new TemplateFact("abc", null), before)
                        .message())
                .isEqualTo("another template");
    }

    private static ModelDeploymentStatus status(int replicas, int updated, String... pods) {
        return status(workload("abc", 1, updated, updated), replicas, pods);
    }

    /** A Deployment of generation 1. */
    private static Deployment workload(String revision, long observed, int all, int updated) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .addToAnnotations(TemplateFact.REVISION, revision)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReplicas(all)
                .withUpdatedReplicas(updated)
                .endStatus()
                .build();
    }

    private static ModelDeploymentStatus status(Deployment workload, int replicas, String... pods) {
        return status(workload, ScalingFacts.FIXED, replicas, pods);
    }

    private static ModelDeploymentStatus status(
            Deployment workload, ScalingFacts scaling, int replicas, String... pods) {
        return DeploymentStatuses.of(
                facts(workload, "abc", scaling, replicas, pods), null, 1, new TestClock("2026-03-01T10:00:00Z"));
    }

    private static ModelDeploymentStatus status(
            Deployment workload, String revision, int replicas, ModelDeploymentStatus previous, String... pods) {
        return DeploymentStatuses.of(
                facts(workload, revision, ScalingFacts.FIXED, replicas, pods),
                previous,
                1,
                new TestClock("2026-03-01T10:00:00Z"));
    }

    private static DeploymentFacts facts(
            Deployment workload, String revision, ScalingFacts scaling, int replicas, String... pods) {
        List<Pod> parsed = Arrays.stream(pods).map(DeploymentStatusesTest::pod).toList();
        return new DeploymentFacts(
                Verdicts.GOOD,
                List.of(),
                Optional.of(workload),
                parsed,
                replicas,
                8,
                "a=b",
                new TemplateFact(revision, null),
                new EngineFact("VLLM 0.19.1", Optional.of(Duration.ofMinutes(10))),
                scaling,
                Optional.empty());
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
