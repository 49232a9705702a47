package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * A budget ready for use.
 *
 * @param config the budget
 * @param key what its money is counted under: the budget's own key, and what it is kept apart by
 * @param rules what happens at which spend
 * @param windows its calendar; null when it lasts for one request, so that nothing adds up
 */
public record BudgetEntry(Budget config, String key, BudgetRules rules, Windows windows) {
    /** No budgets. */
    public static final BudgetEntry[] NONE = {};

    private static BudgetEntry of(Budget budget) {
        boolean alone = budget.window() == Budget.Window.REQUEST;
        return new BudgetEntry(
                budget,
                budget.key(),
                BudgetRules.of(budget),
                alone ? null : new Windows(budget.window(), ZoneId.of(budget.timeZone())));
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

    /**
     * The same with money of its own.
     *
     * @param suffix what it is told apart by; begins with a character that no key of a budget holds
     * @return an entry that shares everything else
     */
    public BudgetEntry apart(String suffix) {
        return new BudgetEntry(config, config.key() + suffix, rules, windows);
    }

    /** Whether it lasts for one request only, so that nothing adds up. */
    public boolean perRequest() {
        return windows == null;
    }

    /** Whether it can refuse a request for what it costs. */
    public boolean blocks() {
        return rules.blocks() && !config.shadow();
    }

    /**
     * The window that a moment is in.
     *
     * @param millis Unix milliseconds
     * @return the window
     */
    public CalendarWindow window(long millis) {
        return windows.at(millis).present();
    }
}
