package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
    /** The forms of facts/wire/openai.md, section on headers. */
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "12, 12ms",
        "1000, 1s",
        "8640, 8.64s",
        "60000, 1m0s",
        "360000, 6m0s",
        "3723500, 1h2m3.5s",
        "3600000, 1h0m0s",
        "1001, 1.001s"
    })
    void durations_are_written_as_openai_does(long millis, String text) {
        assertThat(RateHeaders.duration(millis)).isEqualTo(text);
    }
}
