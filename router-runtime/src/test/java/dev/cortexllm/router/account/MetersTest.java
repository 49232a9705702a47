package dev.cortexllm.router.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final MockClock clock = new MockClock();
    private final Meters meters =
            new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock));

    /** However seldom somebody looks: Prometheus asks every half minute, a person a little later. */
    @Test
    void the_slowest_request_can_be_seen_for_three_minutes() {
        Timer overhead = meters.overhead();
        overhead.record(700, TimeUnit.MILLISECONDS);
        for (int seconds = 0; seconds < 170; seconds += 10) {
            assertThat(overhead.max(TimeUnit.MILLISECONDS))
                    .as("after %s s", seconds)
                    .isEqualTo(700);
            overhead.record(5, TimeUnit.MILLISECONDS);
            clock.add(Duration.ofSeconds(10));
        }

        clock.add(Duration.ofSeconds(20));
        assertThat(overhead.max(TimeUnit.MILLISECONDS)).isEqualTo(5);
    }
}
