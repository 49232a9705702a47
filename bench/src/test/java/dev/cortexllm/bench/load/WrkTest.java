package dev.cortexllm.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkTest {
    private static final String OUTPUT = """
            Running 2s test @ http://127.0.0.1:1234/v1/chat/completions
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     3.51ms    1.02ms  40.10ms   95.11%
              36510 requests in 2.00s, 22.10MB read
            """;

    @Test
    void a_rate_is_read() {
        assertThat(Wrk.read(OUTPUT + "Requests/sec:  18233.77\nTransfer/sec:     11.04MB\n"))
                .isEqualTo(new Wrk.Peak(18_233.77, 0));
    }

    @Test
    void refusals_and_lost_connections_are_failures() {
        assertThat(
                        Wrk.read(
                                OUTPUT
                                        + "  Socket errors: connect 1, read 2, write 3, timeout 4\n  Non-2xx or 3xx responses: 90\nRequests/sec: 10.5\n"))
                .isEqualTo(new Wrk.Peak(10.5, 100));
    }

    @Test
    void an_output_without_a_rate_is_an_error() {
        assertThatThrownBy(() -> Wrk.read("unable to connect")).hasMessageContaining("unable to connect");
    }
}
