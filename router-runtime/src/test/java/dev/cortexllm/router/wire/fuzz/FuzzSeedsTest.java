package dev.cortexllm.router.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that fuzzing begins with, crashes of the past among them, keeps the promises of its target. */
class FuzzSeedsTest {
    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void known_inputs_are_judged_well(FuzzTarget target) throws Exception {
        FuzzTarget.Oracle oracle = target.oracle();
        for (Map.Entry<String, byte[]> input : Corpus.inputs(target).entrySet()) {
            assertThatCode(() -> oracle.judge(input.getValue()))
                    .as("%s: %s", target, input.getKey())
                    .doesNotThrowAnyException();
        }
    }
}
