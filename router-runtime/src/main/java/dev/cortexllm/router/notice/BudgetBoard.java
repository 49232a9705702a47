package dev.cortexllm.router.notice;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Verdict;
import dev.cortexllm.router.limit.LimitEntry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What people are told of budgets. Requests drop a word of every amount spent and every refusal; that costs them a look into a
 * map. Without budgets nobody calls. Safe for any thread.
 */
public final class BudgetBoard {
    /** Pauses between two tries of a webhook. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));

    private final Meters meters;
    private final LongSupplier epochMillis;
    private final Crier crier;
    private final SpendSheet sheet;
    private volatile Map<String, Known> known = Map.of();

    /**
     * @param vertx of the process
     * @param meters of the process
     * @param epochMillis wall clock, Unix milliseconds
     */
    public BudgetBoard(Vertx vertx, Meters meters, LongSupplier epochMillis) {
        this(vertx, meters, epochMillis, PAUSES);
    }

    BudgetBoard(Vertx vertx, Meters meters, LongSupplier epochMillis, List<Duration> pauses) {
        this.meters = meters;
        this.epochMillis = epochMillis;
        this.crier = new Crier(vertx, epochMillis, pauses, this::told);
        this.sheet = new SpendSheet(vertx, meters.budgets(), epochMillis);
    }

    /**
     * Another configuration is served.
     *
     * @param config the configuration
     * @param once who of the gateway's routers is the first to see something
     * @param reader where what is spent can be looked up
     */
    public synchronized void serve(RouterConfig config, Once once, BudgetReader reader) {
        Map<String, Known> next = new HashMap<>();
        for (Budget budget : config.allBudgets()) {
            Known one = new Known(budget, meters.budget(budget.owner(), budget.name(), budget.shadow()));
            Known before = known.get(budget.key());
            if (before != null) {
                one.succeed(before);
            }
            next.put(budget.key(), one);
        }
        known = Map.copyOf(next);
        crier.serves(config.gateway(), once);
        sheet.serve(known.values(), reader);
    }

    /**
     * Money was spent. Of all routers that count together exactly one tells of each amount.
     *
     * @param key what it is counted under: a budget's key, with its share behind it where there is one
     * @param window the window that it is counted in
     * @param before what was spent in the window before, in nano-USD
     * @param after what is spent now
     */
    public void spent(String key, CalendarWindow window, long before, long after) {
        Known one = known.get(base(key));
        if (one == null) {
            return;
        }
        long now = epochMillis.getAsLong();
        one.spent(window.id(), key.substring(one.budget().key().length()), after, window.endsAtMillis() > now);
        for (Threshold threshold : one.rules().crossed(before, after)) {
            crier.tell(new Crossing(one.budget(), share(key), window, threshold, after, 0, now));
        }
    }

    /**
     * A request has spent money under a budget of {@link Window#REQUEST}.
     *
     * @param key the budget's key, with its share behind it where there is one
     * @param before what the request had spent before, in nano-USD
     * @param after what it has spent now
     */
    public void spentAlone(String key, long before, long after) {
        Known one = known.get(base(key));
        if (one != null && one.budget().window() == Window.REQUEST) {
            long now = epochMillis.getAsLong();
            for (Threshold threshold : one.rules().crossed(before, after)) {
                crier.tell(new Crossing(one.budget(), share(key), one.window(now), threshold, after, 0, now));
            }
        }
    }

    /**
     * A budget did not let a request go on, or would not have, were it no shadow. The first time in a window that tells of its
     * threshold like a spend does: what blocks seldom lets a spend reach it.
     *
     * @param key what is counted under: a budget's key, with its share behind it where there is one
     * @param why why
     * @param spent what was spent in the present window, in nano-USD
     * @param asked what the request could have cost
     */
    public void refused(String key, Verdict why, long spent, long asked) {
        Known one = known.get(base(key));
        if (one == null) {
            return;
        }
        long now = epochMillis.getAsLong();
        one.refused(why, now);
        if (why == Verdict.EXHAUSTED) {
            for (Threshold threshold : one.budget().thresholds()) {
                if (threshold.action() == Action.BLOCK) {
                    crier.tell(new Crossing(one.budget(), share(key), one.window(now), threshold, spent, asked, now));
                    return;
                }
            }
        }
    }

    private void told(Crossing crossing) {
        Known one = known.get(crossing.budget().key());
        if (one != null) {
            one.meters().crossed(crossing.threshold());
        }
    }

    /** What is spent of every budget in its present window, as last looked up; null when there are no budgets. */
    public List<RouterReport.BudgetSpend> spends() {
        return sheet.spends();
    }

    /** What was told within the last minute; null when nothing was. */
    public List<RouterReport.BudgetNotice> notices() {
        List<RouterReport.BudgetNotice> recent = crier.recent();
        return recent.isEmpty() ? null : recent;
    }

    private static String base(String key) {
        int end = key.indexOf(LimitEntry.APART);
        return end < 0 ? key : key.substring(0, end);
    }

    /** What a key has behind that of its budget, in words; empty when there is nothing. */
    static String share(String key) {
        int end = key.indexOf(LimitEntry.APART);
        return end < 0 ? "" : key.substring(end + 1).replace(LimitEntry.APART, ',');
    }
}
