package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.child.ChildFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Finding GOOD = Finding.of("Accepted", true, "Accepted", "fine");
    private static final Finding BAD = Finding.of("Accepted", false, "Invalid", "spec.x is wrong");

    private final TestClock clock = new TestClock("2026-03-01T10:00:00.250Z");

    @Test
    void keepsTheTimeUntilTheStatusFlips() {
        List<Condition> first = conditions(null, 1, BAD);
        clock.pass(Duration.ofMinutes(1));
        List<Condition> sameStatus = conditions(first, 2, Finding.of("Accepted", false, "Conflict", "other"));
        clock.pass(Duration.ofMinutes(1));
        List<Condition> flipped = conditions(sameStatus, 3, GOOD);

        assertThat(first).extracting(Condition::lastTransitionTime).containsOnly("2026-03-01T10:00:00Z");
        assertThat(sameStatus).extracting(Condition::lastTransitionTime).containsOnly("2026-03-01T10:00:00Z");
        assertThat(sameStatus).extracting(Condition::observedGeneration).containsOnly(2L);
        assertThat(flipped).extracting(Condition::lastTransitionTime).containsOnly("2026-03-01T10:02:00Z");
    }

    @Test
    void sameFindingsGiveEqualConditionsLater() {
        List<Condition> first = conditions(null, 1, GOOD);
        clock.pass(Duration.ofHours(5));
        assertThat(conditions(first, 1, GOOD)).isEqualTo(first);
    }

    @Test
    void readyTakesReasonAndMessageOfTheWeightiestFinding() {
        Finding ready = Conditions.summary(List.of(GOOD, BAD, Finding.of("Later", false, "Other", "not told")));
        assertThat(ready).isEqualTo(Finding.of("Ready", false, "Invalid", "spec.x is wrong"));
        assertThat(Conditions.summary(List.of(GOOD)).isTrue()).isTrue();
    }

    @Test
    void aFailedRunTouchesReadyAlone() {
        List<Condition> before = conditions(null, 1, GOOD);
        List<Condition> after = Conditions.failed(before, 2, "the API server does not answer", clock);
        assertThat(after).extracting(Condition::type).containsExactly("Ready", "Accepted");
        assertThat(after.get(0).reason()).isEqualTo("ReconcileFailed");
        assertThat(after.get(0).observedGeneration()).isEqualTo(2);
        assertThat(after.get(1)).isEqualTo(before.get(1));
    }

    @Test
    void obstaclesBecomeConditionsOfTheirOwn() {
        List<ChildFailure> failures = List.of(
                new ChildFailure("Conflict", "Service a"),
                new ChildFailure("Conflict", "Secret b"),
                new ChildFailure("Refused", "Deployment c"));
        assertThat(Conditions.obstacles(failures))
                .containsExactly(
                        Finding.of("Conflict", true, "Conflict", "Service a; Secret b"),
                        Finding.of("Refused", true, "Refused", "Deployment c"));
        assertThat(Conditions.summary(Conditions.blocking(failures)).reason()).isEqualTo("Conflict");
    }

    @Test
    void longMessagesAreCut() {
        List<Condition> conditions = conditions(null, 1, Finding.of("Accepted", false, "Invalid", "x".repeat(5000)));
        assertThat(conditions.get(1).message()).hasSize(2048).endsWith("...");
    }

    private List<Condition> conditions(List<Condition> previous, long generation, Finding finding) {
        return Conditions.of(previous, generation, Conditions.summary(List.of(finding)), List.of(finding), clock);
    }
}
