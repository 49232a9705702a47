package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.Download;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.load.LoadProgress;
import dev.cortexllm.operator.TestClock;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheFindingTest {
    private static final String RUNS = "{metadata: {name: j}, status: {active: 1}}";
    private static final String FAILED =
            "{metadata: {name: j}, status: {conditions: [{type: Failed, status: 'True', message: 'deadline'}]}}";
    private static final String GATED =
            pod("2026-03-01T10:00:00Z", 3, "'{\"reason\":\"GatedRepository\",\"message\":\"needs a token\"}'");

    @Test
    void aFullVolumeIsSaidAndTheFiguresStay() {
        ModelDeploymentStatus before = status(facts(false, RUNS, progress(50, 200)), null, 1);
        ModelDeploymentStatus status = status(facts(true, RUNS, null), before, 1);
        assertThat(condition(status).status()).isEqualTo(Status.True);
        assertThat(condition(status).message()).isEqualTo("the volume holds hf://org/tiny");
        assertThat(status.download()).isEqualTo(new Download(100, 200L, 200L));
    }

    @Test
    void noDownloadStartsForASpecThatMakesNoSense() {
        CacheFacts none = facts(false, null, null);
        assertThat(CacheFinding.of(none, true, null, 1).reason()).isEqualTo("Downloading");
        assertThat(CacheFinding.of(none, false, null, 1).reason()).isEqualTo("Waiting");
        assertThat(CacheFinding.of(facts(false, RUNS, null), false, null, 1).reason())
                .isEqualTo("Downloading");
    }

    @Test
    void aDownloadIsToldInPercent() {
        ModelDeploymentStatus status = status(facts(false, RUNS, progress(50_000_000_000L, 200_000_000_000L)), null, 1);
        assertThat(condition(status).reason()).isEqualTo("Downloading");
        assertThat(Conditions.find(status.conditions(), "Degraded")
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.False);
        assertThat(condition(status).message()).isEqualTo("25 % of 200.00 GB are there");
        assertThat(Conditions.find(status.conditions(), "Ready").orElseThrow().reason())
                .isEqualTo("Downloading");
        assertThat(Conditions.find(status.conditions(), "EndpointsReady")
                        .orElseThrow()
                        .message())
                .startsWith("no engine starts before its weights are there; 25 %");
        assertThat(status.download().percent()).isEqualTo(25);
    }

    @Test
    void theEngineIsExpectedAfterTheDownload() {
        CacheFacts cache = new CacheFacts(
                "hf://org/tiny",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(read(RUNS, Job.class)),
                List.of(),
                Optional.of(new Downloading(progress(1, 2), Optional.of(Instant.parse("2026-03-01T11:00:00Z")))));
        DeploymentFacts facts = new DeploymentFacts(
                Verdicts.GOOD,
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                8,
                "a=b",
                new TemplateFact("abc", null),
                new EngineFact("VLLM", Optional.of(Duration.ofMinutes(9))),
                ScalingFacts.FIXED,
                Optional.of(cache));
        assertThat(DeploymentStatuses.of(facts, null, 1, new TestClock("2026-03-01T10:00:00Z"))
                        .expectedReadyTime())
                .isEqualTo("2026-03-01T11:09:00Z");
    }

    @Test
    void theLoadersReasonIsTheConditions() {
        ModelDeploymentStatus status = status(facts(false, FAILED, null, GATED), null, 1);
        assertThat(condition(status).reason()).isEqualTo("GatedRepository");
        assertThat(Conditions.find(status.conditions(), "Degraded")
                        .orElseThrow()
                        .reason())
                .isEqualTo("GatedRepository");
        assertThat(Conditions.find(status.conditions(), "Ready").orElseThrow().message())
                .isEqualTo("needs a token");
    }

    @Test
    void theNewestPodCounts() {
        String later = pod("2026-03-01T10:05:00Z", 137, "Killed");
        assertThat(condition(status(facts(false, FAILED, null, GATED, later), null, 1))
                        .message())
                .isEqualTo("the loader ended with exit code 137 (Error) Killed");
    }

    @Test
    void aJobWithoutPodsSpeaksForItself() {
        assertThat(condition(status(facts(false, FAILED, null), null, 1)).message())
                .isEqualTo("the load Job failed: deadline");
    }

    @Test
    void aReasonStandsUntilTheNextAttemptGetsSomewhereOrSomethingElseIsAsked() {
        ModelDeploymentStatus failed = status(facts(false, FAILED, null, GATED), null, 1);
        assertThat(condition(status(facts(false, RUNS, null), failed, 1)).reason())
                .isEqualTo("GatedRepository");
        assertThat(condition(status(facts(false, RUNS, progress(0, 0)), failed, 1))
                        .reason())
                .isEqualTo("GatedRepository");
        assertThat(condition(status(facts(false, RUNS, progress(1, 100)), failed, 1))
                        .reason())
                .isEqualTo("Downloading");
        assertThat(condition(status(facts(false, RUNS, null), failed, 2)).reason())
                .isEqualTo("Downloading");
    }

    @Test
    void aProvisionersComplaintIsHandedOn() {
        CacheFacts facts = new CacheFacts(
                "hf://org/tiny",
                false,
                Optional.empty(),
                Optional.of("storageclass \"fast\" not found"),
                Optional.empty(),
                List.of(),
                Optional.empty());
        assertThat(condition(status(facts, null, 1)).message())
                .isEqualTo("claim has no volume: storageclass \"fast\" not found");
        assertThat(condition(status(facts, null, 1)).reason()).isEqualTo("ClaimPending");
    }

    private static CacheFacts facts(boolean loaded, String job, LoadProgress progress, String... pods) {
        return new CacheFacts(
                "hf://org/tiny",
                loaded,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(job).map(j -> read(j, Job.class)),
                Stream.of(pods).map(pod -> read(pod, Pod.class)).toList(),
                Optional.ofNullable(progress).map(p -> new Downloading(p, Optional.empty())));
    }

    private static LoadProgress progress(long bytes, long total) {
        return new LoadProgress("downloading", bytes, total, 0);
    }

    private static String pod(String created, int code, String message) {
        return "{metadata: {name: p, creationTimestamp: '" + created
                + "'}, status: {phase: Failed, containerStatuses: [{name: load, state: {terminated: {exitCode: " + code
                + ", reason: Error, message: " + message + "}}}]}}";
    }

    private static ModelDeploymentStatus status(CacheFacts cache, ModelDeploymentStatus before, long generation) {
        DeploymentFacts facts = new DeploymentFacts(
                Verdicts.GOOD,
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                8,
                "a=b",
                new TemplateFact("abc", null),
                new EngineFact("VLLM", Optional.empty()),
                ScalingFacts.FIXED,
                Optional.of(cache));
        return DeploymentStatuses.of(facts, before, generation, new TestClock("2026-03-01T10:00:00Z"));
    }

    private static Condition condition(ModelDeploymentStatus status) {
        return Conditions.find(status.conditions(), CacheFinding.MODEL_CACHED).orElseThrow();
    }

    private static <T> T read(String yaml, Class<T> type) {
        try {
            return new YAMLMapper().readValue(yaml, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
