package dev.cortexllm.sandbox.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPlanTest {
    private static final Instant NOW = Views.NOW;

    /** Containers in the notation of {@link Views}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Always | a:new b:new | start a b",
                "Always | i1:new i2:new a:new | start i1",
                "Always | i1:run i2:new a:new | ",
                "Always | i1:exit0 i2:new a:new | start i2",
                "Always | i1:exit0 i2:exit0 a:new | start a",
                "Always | i1:exit1 a:new | start i1",
                "Always | i1:exit1@5 a:new | wake 5",
                "Never  | i1:exit1 a:new | FAILED",
                "OnFailure | i1:exit1 a:new | start i1",
                "Always | s1:new a:new | start s1",
                "Always | s1:starting a:new | ",
                "Always | s1:run i2:new a:new | start i2",
                "Always | s1:run a:new | start a",
                "Always | s1:exit1 a:run | start s1",
                "Always | s1:exit0@3 a:run | wake 3",
                "Never  | s1:run a:exit0 | SUCCEEDED",
                "Never  | s1:exit0 a:exit0 | SUCCEEDED",
                "Never  | a:exit0 b:exit3 | FAILED",
                "Never  | a:exit0 b:run | ",
                "OnFailure | a:exit0 b:exit3@2 | wake 2",
                "OnFailure | a:exit0 b:exit0 | SUCCEEDED",
                "Always | a:exit0@9 b:exit1@4 | wake 4",
                "Always | a:exit0 | start a",
                "Always | a:wait@7 b:run | wake 7"
            })
    void decides(String restartPolicy, String containers, String decision) {
        PodPlan plan = PodPlan.of(restartPolicy, Views.parse(containers), NOW);
        StringBuilder text = new StringBuilder();
        if (!plan.start().isEmpty()) {
            text.append("start ").append(String.join(" ", plan.start()));
        }
        plan.wakeAt().ifPresent(at -> text.append("wake ").append(at.getEpochSecond() - NOW.getEpochSecond()));
        if (plan.outcome() != PodPlan.Outcome.GOING_ON) {
            text.append(plan.outcome());
        }
        assertThat(text.toString()).isEqualTo(decision == null ? "" : decision);
    }
}
