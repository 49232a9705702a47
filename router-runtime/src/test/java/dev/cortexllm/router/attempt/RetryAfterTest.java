package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Policy;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    /** 2026-10-21T07:27:51Z. */
    private static final long NOW = 1_792_567_671L;

    @ParameterizedTest
    @CsvSource({
        "7,,7",
        "1.2,,2",
        ",1500,2",
        "9,250,1",
        "900,,60",
        "-3,,0",
        "'Wed, 21 Oct 2026 07:28:00 GMT',,9",
        "'Wed, 21 Oct 2026 07:27:00 GMT',,0",
        "'Thu, 22 Oct 2026 07:28:00 GMT',,60",
        "'Wed, 21 Foo 2026 07:28:00 GMT',,0",
        "1e9,,0",
        ",,0"
    })
    void retry_after_is_read_in_seconds_or_as_a_date(String seconds, String millis, int expected) {
        assertThat(RetryAfter.seconds(seconds, millis, NOW)).isEqualTo(expected);
    }

    @Test
    void what_was_dropped_fits_into_a_header_whatever_clients_call_it() {
        assertThat(AnswerHead.listed(List.of("seed", "a\r\nb: c", "é"))).isEqualTo("seed, a??b:?c, ?");
        assertThat(AnswerHead.listed(List.of("seed", "x".repeat(5_000), "n"))).isEqualTo("seed, ...");
        assertThat(AnswerHead.listed(List.of("x".repeat(5_000)))).isEqualTo("...");
    }

    @ParameterizedTest
    @CsvSource({"0,0.00", "4_000,0.00", "5_000,0.01", "1_230_000,1.23", "1_500_000_000,1500.00", "-9,0.00"})
    void overhead_is_written_in_milliseconds(String nanos, String millis) {
        assertThat(AnswerHead.millis(Long.parseLong(nanos.replace("_", "")))).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "1000000,0,1", "3,2,0.000007", "1,0,0.000001"})
    void money_is_exact(long input, long output, String usd) {
        long pico = Cost.picoUsd(new Usage(input, output), new Policy.Price(1_000_000, 2_000_000));

        assertThat(Cost.usd(pico)).isEqualTo(usd);
    }
}
