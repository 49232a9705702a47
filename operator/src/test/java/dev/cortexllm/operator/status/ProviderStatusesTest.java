package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.LLMProviderStatus;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.TestClock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderStatusesTest {
    private static final Probe REACHED = new Probe(true, "Reachable", "it answers", 7);

    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");

    @Test
    void readyWhenAcceptedResolvedAndReachable() {
        LLMProviderStatus status = status(Verdicts.GOOD, Optional.of(REACHED), null, 1);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(status.models()).isEqualTo(7);
        assertThat(status.baseUrl()).isEqualTo("https://api.example/v1");
    }

    @Test
    void unknownBeforeTheFirstCheck() {
        LLMProviderStatus status = status(Verdicts.GOOD, Optional.empty(), null, 1);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.Unknown);
        assertThat(condition(status, "Reachable").reason()).isEqualTo("Checking");
    }

    @Test
    void aRestartedOperatorKeepsTheLastResultOfTheSameSpec() {
        LLMProviderStatus before = status(Verdicts.GOOD, Optional.of(REACHED), null, 1);
        assertThat(status(Verdicts.GOOD, Optional.empty(), before, 1)).isEqualTo(before);
        LLMProviderStatus edited = status(Verdicts.GOOD, Optional.empty(), before, 2);
        assertThat(condition(edited, "Reachable").reason()).isEqualTo("Checking");
        assertThat(edited.models()).isNull();
    }

    @Test
    void missingCredentialsAreNotAConnectionProblem() {
        LLMProviderStatus status =
                status(Verdicts.unresolved("CredentialsMissing", "Secret x does not exist"), Optional.empty(), null, 1);
        assertThat(condition(status, "Reachable").reason()).isEqualTo("CredentialsMissing");
        assertThat(condition(status, "Ready").message()).isEqualTo("Secret x does not exist");
    }

    @Test
    void aRefusedSpecIsNotChecked() {
        LLMProviderStatus status = status(Verdicts.INVALID, Optional.empty(), null, 1);
        assertThat(condition(status, "Reachable").status()).isEqualTo(Status.Unknown);
        assertThat(condition(status, "Ready").reason()).isEqualTo("Invalid");
    }

    private LLMProviderStatus status(
            Verdict verdict, Optional<Probe> probe, LLMProviderStatus before, long generation) {
        return ProviderStatuses.of(verdict, "https://api.example/v1", probe, null, before, generation, clock);
    }

    private static Condition condition(LLMProviderStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
