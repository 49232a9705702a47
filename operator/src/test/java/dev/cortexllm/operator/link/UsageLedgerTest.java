package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.PolicyUsage;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.UsageLedger.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageLedgerTest {
    private static final RouterId A = new RouterId(new GatewayId("default", "main"), "a");
    private static final RouterId B = new RouterId(new GatewayId("default", "main"), "b");

    private final TestClock clock = new TestClock("2026-03-01T23:59:00Z");
    private final UsageLedger ledger = new UsageLedger(clock);

    @Test
    void aRouterWritesOnlyOnAccountsOfPoliciesThatItServes() {
        ledger.report(
                A,
                new RouterReport(
                        "1",
                        "h",
                        null,
                        0,
                        Map.of(),
                        List.of(new PolicyUsage("own", 1, 0, 10), new PolicyUsage("foreign", 1, 0, 1_000_000))),
                false,
                "own"::equals);
        assertThat(ledger.usage("own").requests()).isEqualTo(1);
        assertThat(ledger.policies()).containsExactly("own");
    }

    @Test
    void addsDifferencesOfAllRouters() {
        ledger.carryOn("p", 0);
        report(A, "1", 10, 8, 100, false);
        report(A, "1", 15, 8, 180, false);
        report(B, "2", 5, 5, 20, false);
        assertThat(ledger.usage("p")).isEqualTo(new Usage(20, 13, 200));
    }

    @Test
    void aRestartedRouterBeginsAnew() {
        ledger.carryOn("p", 0);
        report(A, "1", 10, 0, 100, false);
        report(A, "2", 3, 0, 30, false);
        assertThat(ledger.usage("p").microUsdToday()).isEqualTo(130);
    }

    @Test
    void thePastOfAnOlderRouterHasBeenCountedBefore() {
        ledger.carryOn("p", 500);
        report(A, "1", 1000, 900, 10_000, true);
        report(A, "1", 1001, 900, 10_007, true);
        assertThat(ledger.usage("p")).isEqualTo(new Usage(1, 0, 507));
    }

    @Test
    void aPolicyThatAppearsLaterInAnOlderRouterCountsFromThere() {
        report(A, "1", 7, 0, 70, true);
        ledger.report(
                A,
                new RouterReport(
                        "1",
                        "h",
                        null,
                        0,
                        Map.of(),
                        List.of(new PolicyUsage("p", 7, 0, 70), new PolicyUsage("q", 2, 1, 9))),
                true,
                policy -> true);
        ledger.carryOn("q", 0);
        assertThat(ledger.usage("q")).isEqualTo(new Usage(2, 1, 9));
    }

    @Test
    void carriesOnOnceWhateverCameFirst() {
        report(A, "1", 1, 0, 5, false);
        ledger.carryOn("p", 100);
        ledger.carryOn("p", 100);
        assertThat(ledger.usage("p").microUsdToday()).isEqualTo(105);
    }

    @Test
    void aNewDayBeginsAtMidnightUtc() {
        ledger.carryOn("p", 0);
        report(A, "1", 1, 0, 5, false);
        clock.pass(Duration.ofMinutes(1));
        assertThat(ledger.usage("p").microUsdToday()).isZero();
        report(A, "1", 2, 0, 8, false);
        assertThat(ledger.usage("p").microUsdToday()).isEqualTo(3);
    }

    @Test
    void requestsAreForgottenAfterAMinute() {
        ledger.carryOn("p", 0);
        report(A, "1", 4, 2, 0, false);
        clock.pass(Duration.ofSeconds(30));
        report(A, "1", 6, 2, 0, false);
        clock.pass(Duration.ofSeconds(30));
        assertThat(ledger.usage("p")).isEqualTo(new Usage(2, 0, 0));
        clock.pass(Duration.ofSeconds(30));
        assertThat(ledger.usage("p").requests()).isZero();
    }

    private void report(RouterId router, String incarnation, long requests, long local, long micro, boolean older) {
        ledger.report(
                router,
                new RouterReport(
                        incarnation, "h", null, 0, Map.of(), List.of(new PolicyUsage("p", requests, local, micro))),
                older,
                policy -> true);
    }
}
