package dev.cortexllm.router.notice;

import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.router.account.BudgetGauges;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.notice.BudgetReader.Account;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is spent of every budget, looked up every few seconds for gauges and reports: the request path is not asked to keep them
 * up to date, and a router without requests knows what others have spent. Lives on an event loop of its own.
 */
final class SpendSheet {
    private static final long EVERY_MILLIS = 3_000;

    private final Vertx vertx;
    private final Context context;
    private final BudgetGauges gauges;
    private final LongSupplier epochMillis;
    private List<Known> budgets = List.of();
    private BudgetReader reader = BudgetReader.NOTHING;
    private Long timer;
    private boolean reading;
    private volatile List<BudgetSpend> spends;

    SpendSheet(Vertx vertx, BudgetGauges gauges, LongSupplier epochMillis) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.gauges = gauges;
        this.epochMillis = epochMillis;
    }

    void serve(Collection<Known> known, BudgetReader from) {
        List<Known> sorted = known.stream()
                .filter(one -> one.budget().window() != Window.REQUEST)
                .sorted(Comparator.comparing(one -> one.budget().key()))
                .toList();
        context.runOnContext(nothing -> {
            budgets = sorted;
            reader = from;
            if (budgets.isEmpty()) {
                stop();
                return;
            }
            timer = timer == null ? Long.valueOf(vertx.setPeriodic(EVERY_MILLIS, id -> look())) : timer;
            look();
        });
    }

    private void stop() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
        spends = null;
        gauges.show(List.of());
    }

    List<BudgetSpend> spends() {
        return spends;
    }

    private void look() {
        if (reading) {
            return;
        }
        reading = true;
        long now = epochMillis.getAsLong();
        List<Known> asked = budgets;
        BudgetReader from = reader;
        List<Account> accounts = asked.stream().map(one -> account(one, now)).toList();
        from.read(accounts)
                .onComplete(done -> context.runOnContext(nothing -> {
                    reading = false;
                    if (done.succeeded() && asked == budgets) {
                        show(asked, accounts, done.result(), from.shared(), now);
                    } else if (asked != budgets && !budgets.isEmpty()) {
                        look();
                    }
                }));
    }

    private static Account account(Known one, long now) {
        CalendarWindow window = one.window(now);
        return new Account(one.budget().key() + suffix(one, window), window);
    }

    /** Of a budget that is kept apart by something the share of which most is spent. */
    private static String suffix(Known one, CalendarWindow window) {
        Known.Share largest = one.largest();
        return one.budget().per() != null && largest.windowId().equals(window.id()) ? largest.suffix() : "";
    }

    private void show(List<Known> asked, List<Account> accounts, List<Spend> found, boolean shared, long now) {
        List<BudgetSpend> next = new ArrayList<>();
        List<BudgetGauges.Line> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Known one = asked.get(i);
            Spend spend = found.get(i);
            CalendarWindow window = accounts.get(i).window();
            next.add(new BudgetSpend(
                    one.budget().key(),
                    BudgetBoard.share(suffix(one, window)),
                    window.id(),
                    window.endsAtMillis(),
                    spend.spent(),
                    spend.reserved(),
                    one.state(spend, now),
                    shared,
                    now));
            lines.add(new BudgetGauges.Line(one.budget(), spend.spent(), spend.reserved()));
        }
        spends = List.copyOf(next);
        gauges.show(lines);
    }
}
