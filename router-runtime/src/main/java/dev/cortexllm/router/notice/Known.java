package dev.cortexllm.router.notice;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.router.account.BudgetMeters;
import dev.cortexllm.router.budget.BudgetRules;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.budget.Verdict;
import dev.cortexllm.router.budget.Windows;
import java.time.ZoneId;

/** A budget of the configuration, and what was lately seen of it. Safe for any thread. */
final class Known {
    /** For so long a refusal shows in the budget's state. */
    private static final long SHOWN_MILLIS = 60_000;

    private final Budget budget;
    private final BudgetRules rules;
    private final BudgetMeters meters;
    private final Windows windows;
    private volatile long exhaustedAt = Long.MIN_VALUE;
    private volatile long throttledAt = Long.MIN_VALUE;
    private Share largest = new Share("", "", 0);

    /** The share of which most is spent in a window; the suffix is what stands behind the budget's key. */
    record Share(String windowId, String suffix, long spent) {}

    Known(Budget budget, BudgetMeters meters) {
        this.budget = budget;
        this.rules = BudgetRules.of(budget);
        this.meters = meters;
        boolean alone = budget.window() == Window.REQUEST;
        // Requests have no window; of what they do alone is told once an hour.
        this.windows = new Windows(alone ? Window.HOUR : budget.window(), ZoneId.of(budget.timeZone()));
    }

    Budget budget() {
        return budget;
    }

    BudgetRules rules() {
        return rules;
    }

    BudgetMeters meters() {
        return meters;
    }

    CalendarWindow window(long now) {
        return windows.at(now).present();
    }

    /** Takes over what was seen of the same budget under the configuration before. */
    void succeed(Known before) {
        exhaustedAt = before.exhaustedAt;
        throttledAt = before.throttledAt;
        largest = before.largest();
    }

    void refused(Verdict why, long now) {
        switch (why) {
            case EXHAUSTED -> {
                exhaustedAt = now;
                meters.exhausted();
            }
            case THROTTLED -> {
                throttledAt = now;
                meters.throttled();
            }
            case UNKNOWN -> meters.unknown();
        }
    }

    synchronized void spent(String windowId, String suffix, long spent, boolean newer) {
        boolean other = !largest.windowId().equals(windowId);
        if (other && newer || !other && spent > largest.spent()) {
            largest = new Share(windowId, suffix, spent);
        }
    }

    synchronized Share largest() {
        return largest;
    }

    /** The strictest action in force; null when there is none. */
    Action state(Spend spend, long now) {
        if (exhaustedAt > now - SHOWN_MILLIS) {
            return Action.BLOCK;
        }
        Action reached = rules.state(spend.total());
        boolean throttled = throttledAt > now - SHOWN_MILLIS && reached != Action.BLOCK;
        return throttled ? Action.THROTTLE : reached;
    }
}
