package dev.cortexllm.operator.budget;

import static dev.cortexllm.operator.budget.BudgetSamples.USD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.BudgetState;
import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.BudgetNotice;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetDisplayTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");
    private static final ResourceId POLICY = new ResourceId(Kind.RoutingPolicy, "default", "assistant");
    private static final ResourceId GATEWAY = new ResourceId(Kind.LLMGateway, "default", "main");
    private static final ResourceId PROVIDER = new ResourceId(Kind.LLMProvider, "default", "cloud");

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final GatewayBoard board = new GatewayBoard();
    private final BudgetBook book = new BudgetBook(clock);
    private final BudgetDisplay display = new BudgetDisplay(board, book, clock);
    private final List<String> told = new ArrayList<>();
    private final BudgetEvents events = new BudgetEvents(
            id -> new io.fabric8.kubernetes.api.model.ConfigMap(),
            (about, name, normal, reason, note) -> told.add(reason + " " + normal + " " + note),
            Runnable::run);
    private final BudgetReports reports = new BudgetReports(book, display, events);

    @BeforeEach
    void serve() {
        board.post(MAIN, BudgetSamples.published());
    }

    @Test
    void everyResourceShowsItsOwnBudgets() {
        assertThat(names(GATEWAY)).containsExactly("daily", "support/daily");
        assertThat(names(PROVIDER)).containsExactly("hourly");
        assertThat(names(POLICY)).as("nothing adds up over one request").containsExactly("daily");
        assertThat(display.of(new ResourceId(Kind.RoutingPolicy, "default", "other"), null))
                .isNull();
    }

    @Test
    void showsWhatIsSpentAndLeft() {
        report(spend("policy/3/daily", 3 * USD + 1, USD, Action.THROTTLE));
        assertThat(display.of(POLICY, null))
                .containsExactly(new BudgetStatus(
                        "daily", "today", "10", "3.000000001", "1", "5.999999999", BudgetState.THROTTLED, null));
    }

    @Test
    void whoGetsBudgetsIsWokenAtOnce() {
        assertThat(display.due()).containsExactlyInAnyOrder(POLICY, PROVIDER, GATEWAY);
        assertThat(display.due()).isEmpty();
        assertThat(names(PROVIDER)).containsExactly("hourly");
    }

    @Test
    void isRenewedEveryTenSecondsAtTheMost() {
        List.of(POLICY, PROVIDER, GATEWAY).forEach(this::names);
        report(spend("policy/3/daily", USD, 0, null));
        assertThat(display.due()).isEmpty();
        assertThat(display.of(POLICY, null).get(0).spentUsd()).isNull();
        clock.pass(Duration.ofSeconds(10));
        assertThat(display.due()).containsExactly(POLICY);
        assertThat(display.of(POLICY, null).get(0).spentUsd()).isEqualTo("1");
        assertThat(display.due()).isEmpty();
    }

    @Test
    void beforeRoutersSpeakTheLastProcessIsBelieved() {
        List<BudgetStatus> before =
                List.of(new BudgetStatus("daily", "today", "10", "7", "0", "3", BudgetState.NOTIFIED, null));
        assertThat(display.of(POLICY, before)).isEqualTo(before);
    }

    @Test
    void ofSeveralGatewaysTheOneIsShownThatHasSpentMost() {
        GatewayId second = new GatewayId("default", "second");
        board.post(second, BudgetSamples.published());
        report(spend("policy/3/daily", USD, 0, null));
        reports.report(
                new RouterId(second, "z"),
                report("1", List.of(spend("policy/3/daily", 4 * USD, 0, null)), null),
                BudgetSamples.config());
        assertThat(display.of(POLICY, null).get(0).spentUsd()).isEqualTo("4");
    }

    @Test
    void whoIsGoneIsWokenOnce() {
        display.of(POLICY, null);
        display.due();
        board.retain(Set.of());
        clock.pass(Duration.ofSeconds(10));
        assertThat(display.due()).contains(POLICY);
        assertThat(display.due()).isEmpty();
        assertThat(display.of(POLICY, null)).isNull();
    }

    @Test
    void aThresholdIsToldOnceWhoeverTellsOfItHoweverOften() {
        BudgetNotice notice = new BudgetNotice("n1", "policy/3/daily", Action.BLOCK, "it is spent");
        for (String incarnation : List.of("1", "1", "2")) {
            reports.report(new RouterId(MAIN, "a"), report(incarnation, null, List.of(notice)), BudgetSamples.config());
        }
        reports.report(
                new RouterId(MAIN, "b"),
                report("9", null, List.of(new BudgetNotice("n2", "provider/2/hourly", Action.NOTIFY, "half"))),
                BudgetSamples.config());
        assertThat(told).containsExactly("BudgetBlock false it is spent", "BudgetNotify true half");
    }

    @Test
    void ofOthersBudgetsARouterHasNothingToSay() {
        reports.report(
                new RouterId(MAIN, "a"),
                report("1", null, List.of(new BudgetNotice("n", "policy/9/theirs", Action.BLOCK, "x"))),
                BudgetSamples.config());
        assertThat(told).isEmpty();
    }

    private List<String> names(ResourceId resource) {
        return display.of(resource, null).stream().map(BudgetStatus::name).toList();
    }

    private BudgetSpend spend(String key, long spent, long reserved, Action state) {
        long ends = clock.instant().plus(Duration.ofHours(12)).toEpochMilli();
        return new BudgetSpend(key, "", "today", ends, spent, reserved, state, true, clock.millis());
    }

    private void report(BudgetSpend spend) {
        reports.report(new RouterId(MAIN, "a"), report("1", List.of(spend), null), BudgetSamples.config());
    }

    private static RouterReport report(String incarnation, List<BudgetSpend> spends, List<BudgetNotice> notices) {
        return new RouterReport(incarnation, "h", null, 0, Map.of(), List.of(), null, spends, notices);
    }
}
