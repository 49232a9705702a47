package dev.cortexllm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "1m30s, PT1M30S",
        "2h, PT2H",
        "1h1m1s1ms, PT1H1M1.001S",
        "999999999h, PT999999999H"
    })
    void readsWhatKubernetesWrites(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "1.5s", "-1s", "1d", "30 s", "1s ", "PT1S", "1m30", "1000000000s"})
    void refusesEverythingElseWithASentence(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a duration");
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "1, 1ms", "1500, 1s500ms", "60000, 1m", "90000, 1m30s", "300000, 5m", "5400000, 1h30m"})
    void writesWhatItReads(long millis, String text) {
        assertThat(Durations.text(millis)).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }
}
