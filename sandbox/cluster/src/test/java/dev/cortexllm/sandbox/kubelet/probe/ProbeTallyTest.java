package dev.cortexllm.sandbox.kubelet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTallyTest {
    @ParameterizedTest
    @CsvSource({
        "1, 3, '', -",
        "1, 3, +, true",
        "1, 3, --, -",
        "1, 3, ---, false",
        "1, 3, --+--, -",
        "2, 3, +, -",
        "2, 3, +-+, -",
        "2, 3, -++, true"
    })
    void decidesOnceAThresholdIsReached(int successes, int failures, String results, String verdict) {
        ProbeTally tally = ProbeTally.of(successes, failures);
        for (char result : results.toCharArray()) {
            tally = tally.after(result == '+');
        }
        assertThat(tally.verdict().map(String::valueOf).orElse("-")).isEqualTo(verdict);
    }
}
