package dev.cortexllm.sandbox.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.sandbox.kubelet.Yaml;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStatusesTest {
    private static final Pod POD = Yaml.pod("{restartPolicy: OnFailure, containers: [{name: a}]}");

    private static PodStatus status(Pod pod, String containers, PodPlan.Outcome outcome, boolean ending) {
        return PodStatuses.of(pod, "127.0.0.1", "127.64.0.7", Views.parse(containers), outcome, ending, Views.NOW);
    }

    private static String condition(PodStatus status, String type) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition ->
                        condition.getStatus() + (condition.getReason() == null ? "" : " " + condition.getReason()))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i1:run a:new | Pending | False ContainersNotInitialized | False ContainersNotReady",
                "i1:exit0 a:new | Pending | True | False ContainersNotReady",
                "i1:exit0 a:run b:new | Pending | True | False ContainersNotReady",
                "i1:exit0 a:run | Running | True | True",
                "a:unready | Running | True | False ContainersNotReady",
                "s1:unready a:run | Running | True | False ContainersNotReady",
                "s1:exit1 a:run | Running | True | False ContainersNotReady",
                "a:exit1 | Running | True | False ContainersNotReady",
                "a:wait | Pending | True | False ContainersNotReady"
            })
    void summarises(String containers, String phase, String initialized, String ready) {
        PodStatus status = status(POD, containers, PodPlan.Outcome.GOING_ON, false);
        assertThat(status.getPhase()).isEqualTo(phase);
        assertThat(condition(status, "Initialized")).isEqualTo(initialized);
        assertThat(condition(status, "ContainersReady")).isEqualTo(ready);
        assertThat(condition(status, "Ready")).isEqualTo(ready);
        assertThat(condition(status, "PodScheduled")).isEqualTo("True");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:new | false | waiting ContainerCreating",
                "i1:run a:new | false | running/waiting PodInitializing",
                "i1:exit0 a:new | false | terminated 0 Completed/waiting ContainerCreating",
                "a:wait | false | waiting ImagePullBackOff",
                "a:run | false | running",
                "a:exit137 | false | waiting CrashLoopBackOff, last 137",
                "a:exit137 | true | terminated 137 Error",
                "a:exit0 b:run | false | terminated 0 Completed/running"
            })
    void showsTheStateOfEachContainer(String containers, boolean ending, String states) {
        PodStatus status = status(POD, containers, PodPlan.Outcome.GOING_ON, ending);
        assertThat(Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                        .map(PodStatusesTest::state)
                        .collect(Collectors.joining("/")))
                .isEqualTo(states);
    }

    private static String state(ContainerStatus status) {
        var state = status.getState();
        String last = status.getLastState() == null || status.getLastState().getTerminated() == null
                ? ""
                : ", last " + status.getLastState().getTerminated().getExitCode();
        if (state.getWaiting() != null) {
            return "waiting " + state.getWaiting().getReason() + last;
        }
        return state.getRunning() != null
                ? "running" + last
                : "terminated " + state.getTerminated().getExitCode() + " "
                        + state.getTerminated().getReason() + last;
    }

    @Test
    void keepsForeignConditionsAndTransitionTimesAndHonoursReadinessGates() {
        Pod pod = Yaml.read("""
                metadata: {namespace: ns, name: p, uid: u}
                spec: {readinessGates: [{conditionType: example.com/gate}], containers: [{name: a}]}
                status:
                  startTime: '2025-01-01T00:00:00Z'
                  conditions:
                  - {type: example.com/gate, status: 'False', lastTransitionTime: '2025-01-01T00:00:00Z'}
                  - {type: ContainersReady, status: 'True', lastTransitionTime: '2025-01-01T00:00:00Z'}
                """, Pod.class);
        PodStatus status = status(pod, "a:run", PodPlan.Outcome.GOING_ON, false);
        assertThat(condition(status, "Ready")).isEqualTo("False ReadinessGatesNotReady");
        assertThat(condition(status, "example.com/gate")).isEqualTo("False");
        assertThat(status.getStartTime()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("ContainersReady"))
                .allMatch(condition -> condition.getLastTransitionTime().equals("2025-01-01T00:00:00Z"));
        pod.getStatus().getConditions().get(0).setStatus("True");
        assertThat(condition(status(pod, "a:run", PodPlan.Outcome.GOING_ON, false), "Ready"))
                .isEqualTo("True");
    }

    @Test
    void isTheSameWhenComputedFromItsOwnResult() {
        PodStatus first = status(POD, "i1:exit0 s1:run a:unready", PodPlan.Outcome.GOING_ON, false);
        Pod written = Serialization.clone(POD);
        written.setStatus(first);
        PodStatus second = PodStatuses.of(
                written,
                "127.0.0.1",
                "127.64.0.7",
                Views.parse("i1:exit0 s1:run a:unready"),
                PodPlan.Outcome.GOING_ON,
                false,
                Views.NOW.plusSeconds(60));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void isUnreadyFromBeforeItsFirstContainerStarted() {
        PodStatus status = status(POD, "i1:exit0 a:starting", PodPlan.Outcome.GOING_ON, false);
        String started =
                status.getContainerStatuses().get(0).getState().getRunning().getStartedAt();
        assertThat(status.getStartTime()).isEqualTo(started).isNotEqualTo(ContainerStatuses.time(Views.NOW));
        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .allMatch(condition -> condition.getLastTransitionTime().equals(started));
    }

    @Test
    void tellsHowAPodEnded() {
        assertThat(status(POD, "a:exit0", PodPlan.Outcome.SUCCEEDED, true))
                .returns("Succeeded", PodStatus::getPhase)
                .returns("False PodCompleted", status -> condition(status, "Ready"));
        assertThat(status(POD, "a:exit1", PodPlan.Outcome.FAILED, true))
                .returns("Failed", PodStatus::getPhase)
                .returns("False PodFailed", status -> condition(status, "Ready"));
    }
}
