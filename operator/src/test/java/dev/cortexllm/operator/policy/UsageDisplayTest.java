package dev.cortexllm.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.PolicyUsage;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.UsageLedger;
import dev.cortexllm.operator.policy.UsageDisplay.Shown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageDisplayTest {
    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final UsageLedger ledger = new UsageLedger(clock);
    private final UsageDisplay display = new UsageDisplay(ledger, clock);

    @Test
    void changesEveryTenSecondsAtTheMost() {
        ledger.carryOn("p", 0);
        assertThat(display.of("p")).isEqualTo(new Shown(null, "0"));
        report(8, 7, 1_204_000);
        assertThat(display.of("p")).isEqualTo(new Shown(null, "0"));
        assertThat(display.due()).isEmpty();
        clock.pass(Duration.ofSeconds(10));
        assertThat(display.due()).containsExactly("p");
        assertThat(display.of("p")).isEqualTo(new Shown("88%", "1.204"));
        assertThat(display.due()).isEmpty();
    }

    @Test
    void nothingIsDueWhileNothingChanges() {
        ledger.carryOn("p", 0);
        display.of("p");
        clock.pass(Duration.ofHours(1));
        assertThat(display.due()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.000001", "1204000, 1.204", "50000000, 50", "120000000, 120"})
    void moneyIsWrittenAndReadBack(long micro, String text) {
        assertThat(Money.text(micro)).isEqualTo(text);
        assertThat(Money.micro(text)).isEqualTo(micro);
    }

    private void report(long requests, long local, long micro) {
        ledger.report(
                new RouterId(new GatewayId("default", "main"), "a"),
                new RouterReport("1", "h", null, 0, Map.of(), List.of(new PolicyUsage("p", requests, local, micro))),
                false,
                policy -> true);
    }
}
