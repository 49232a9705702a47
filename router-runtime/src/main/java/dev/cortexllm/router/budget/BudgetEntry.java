package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * A budget ready for use.
 *
 * @param config the budget
 * @param zone where its days begin
 * @param blockAt spend at which nothing more is spent, in nano-USD; {@link #NEVER}: none
 * @param throttleAt spend from which the rest is spread over the rest of the window; {@link #NEVER}: none
 * @param fallbackAt spend from which cheaper targets come first; {@link #NEVER}: none
 */
public record BudgetEntry(Budget config, ZoneId zone, long blockAt, long throttleAt, long fallbackAt) {
    /** A threshold that there is not. */
    public static final long NEVER = -1;

    /** Nothing to observe. */
    public static final BudgetEntry[] NONE = {};

    private static BudgetEntry of(Budget budget) {
        return new BudgetEntry(
                budget,
                ZoneId.of(budget.timeZone()),
                first(budget, Action.BLOCK),
                first(budget, Action.THROTTLE),
                first(budget, Action.FALLBACK));
    }

    private static long first(Budget budget, Action action) {
        return budget.thresholds().stream()
                .filter(threshold -> threshold.action() == action)
                .mapToLong(Budget.Threshold::atNanoUsd)
                .min()
                .orElse(NEVER);
    }

    /**
     * Compiles budgets.
     *
     * @param budgets as configured, possibly null
     * @return their entries; null when there are none, so that a request without budgets costs one comparison
     */
    public static BudgetEntry[] of(List<Budget> budgets) {
        return budgets == null || budgets.isEmpty()
                ? null
                : budgets.stream().map(BudgetEntry::of).toArray(BudgetEntry[]::new);
    }

    /**
     * Puts budgets together.
     *
     * @param first some, or null
     * @param second more, or null
     * @return all of them; null when there are none
     */
    public static BudgetEntry[] join(BudgetEntry[] first, BudgetEntry[] second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        BudgetEntry[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Whether it lasts for one request only, so that nothing adds up. */
    public boolean perRequest() {
        return config.window() == Budget.Window.REQUEST;
    }

    /** Whether it can refuse a request for what it costs. */
    public boolean blocks() {
        return blockAt != NEVER && !config.shadow();
    }

    /**
     * The window that a moment is in.
     *
     * @param millis Unix milliseconds
     * @return the window
     */
    public WindowSpan window(long millis) {
        return WindowSpan.at(config.window(), zone, millis);
    }
}
