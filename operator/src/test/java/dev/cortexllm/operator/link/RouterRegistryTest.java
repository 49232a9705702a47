package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterRegistryTest {
    private static final RouterId ROUTER = new RouterId(new GatewayId("default", "main"), "pod-1");

    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final RouterRegistry registry = new RouterRegistry(clock);

    @Test
    void tellsWhenSomethingChanged() {
        assertThat(registry.report(ROUTER, report("h1", null)).matters()).isTrue();
        assertThat(registry.report(ROUTER, report("h1", null)).matters()).isFalse();
        assertThat(registry.report(ROUTER, report("h2", null)).matters()).isTrue();
        assertThat(registry.report(ROUTER, report("h2", "too new")).matters()).isTrue();
    }

    @Test
    void silentRoutersExpire() {
        registry.report(ROUTER, report("h1", null));
        clock.pass(Duration.ofSeconds(5));
        assertThat(registry.latest(ROUTER)).isPresent();
        assertThat(registry.expire()).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(registry.latest(ROUTER)).isEmpty();
        assertThat(registry.expire()).containsExactly(ROUTER.gateway());
        assertThat(registry.expire()).isEmpty();
    }

    @Test
    void settlesAfterFiveSeconds() {
        assertThat(registry.settled()).isFalse();
        assertThat(registry.untilSettled()).isEqualTo(Duration.ofSeconds(5));
        clock.pass(Duration.ofSeconds(5));
        assertThat(registry.settled()).isTrue();
        assertThat(registry.untilSettled()).isZero();
    }

    static RouterReport report(String hash, String problem) {
        return new RouterReport("i", hash, problem, 0, Map.of(), List.of());
    }
}
