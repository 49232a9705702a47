package dev.cortexllm.operator.budget;

import static dev.cortexllm.operator.budget.BudgetSamples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetBookTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");
    private static final String KEY = "policy/3/daily";

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final BudgetBook book = new BudgetBook(clock);
    private final long midnight = clock.instant().plus(Duration.ofHours(12)).toEpochMilli();

    @Test
    void ofRoutersThatCountTogetherTheNewestWordCounts() {
        say("a", "1", spend(3, true, 100, null));
        say("b", "1", spend(5, true, 200, null));
        say("c", "1", spend(4, true, 150, null));
        assertThat(spent()).isEqualTo(5);
    }

    @Test
    void routersThatCountForThemselvesAreAddedUp() {
        say("a", "1", spend(3, false, 100, Action.NOTIFY));
        say("b", "1", spend(5, false, 200, null));
        say("a", "1", spend(4, false, 300, Action.NOTIFY));
        assertThat(spent()).isEqualTo(9);
        assertThat(book.of(MAIN, KEY).orElseThrow().state()).isEqualTo(Action.NOTIFY);
    }

    @Test
    void whatAProcessHasSpentThatIsGoneIsSpent() {
        say("a", "1", spend(3, false, 100, null));
        say("a", "2", spend(1, false, 200, null));
        assertThat(spent()).isEqualTo(4);
    }

    @Test
    void sharesAreNotAddedToOthers() {
        say("a", "1", share("key=x", 3));
        say("b", "1", share("key=y", 4));
        say("c", "1", share("key=x", 2));
        assertThat(book.of(MAIN, KEY).orElseThrow().share()).isEqualTo("key=x");
        assertThat(spent()).isEqualTo(5);
    }

    @Test
    void aNewWindowBeginsAtNothing() {
        say("a", "1", spend(3, false, 100, null));
        say("b", "1", new BudgetSpend(KEY, "", "tomorrow", midnight + 86_400_000, 0, 0, null, false, 200));
        assertThat(spent()).isZero();
    }

    @Test
    void aWindowThatIsOverIsNotTheTruthAnyMore() {
        say("a", "1", spend(3, false, 100, null));
        clock.pass(Duration.ofHours(12));
        assertThat(book.of(MAIN, KEY)).isEmpty();
    }

    @Test
    void gatewaysCountApartAndSpeakOfTheirOwnOnly() {
        say("a", "1", spend(3, false, 100, null));
        assertThat(book.of(new GatewayId("other", "main"), KEY)).isEmpty();
        report("a", new BudgetSpend("policy/9/theirs", "", "today", midnight, USD, 0, null, false, 1));
        assertThat(book.of(MAIN, "policy/9/theirs")).isEmpty();
    }

    @Test
    void nonsenseIsPassedOver() {
        report("a", null);
        report("a", new BudgetSpend(KEY, "", "today", midnight, -1, 0, null, false, 1));
        report("a", new BudgetSpend(KEY, null, null, midnight, 1, 0, null, false, 1));
        assertThat(book.of(MAIN, KEY)).isEmpty();
    }

    private long spent() {
        return book.of(MAIN, KEY).orElseThrow().spentNanoUsd() / USD;
    }

    private BudgetSpend spend(long usd, boolean shared, long at, Action state) {
        return new BudgetSpend(KEY, "", "today", midnight, usd * USD, 0, state, shared, at);
    }

    private BudgetSpend share(String share, long usd) {
        return new BudgetSpend(KEY, share, "today", midnight, usd * USD, 0, null, false, 1);
    }

    private void report(String pod, BudgetSpend spend) {
        say(pod, "1", spend);
    }

    private void say(String pod, String incarnation, BudgetSpend spend) {
        book.report(
                new RouterId(MAIN, pod),
                new RouterReport(
                        incarnation, "h", null, 0, Map.of(), List.of(), null, java.util.Arrays.asList(spend), null),
                KEY::equals);
    }
}
