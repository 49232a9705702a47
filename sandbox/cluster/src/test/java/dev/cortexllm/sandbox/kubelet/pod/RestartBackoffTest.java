package dev.cortexllm.sandbox.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartBackoffTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "5, 16", "6, 30", "100000, 30"})
    void doublesUpToItsLimit(int failures, long seconds) {
        assertThat(RestartBackoff.SANDBOX.delay(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void forgivesAfterALongRun() {
        assertThat(RestartBackoff.SANDBOX.forgives(Duration.ofSeconds(59))).isFalse();
        assertThat(RestartBackoff.SANDBOX.forgives(Duration.ofSeconds(60))).isTrue();
    }
}
