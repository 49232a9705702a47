package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;

/**
 * Whether a request is so small beside its limits that its prompt need not be counted. Counting takes some 100 ns per byte, more than
 * everything else that is done with a request, while a bound by its bytes costs nothing; it is some four times too high until the answer
 * says what was used. So the bytes tell as long as they come to less than a ten-thousandth of every limit: it takes thousands of
 * requests at the same time until what they hold too much of stands in anybody's way. Of all others no more than some ten thousand fit
 * into a limit's window, which bounds what counting can cost. A request that is refused by its bytes is counted and asked for again. Pure.
 */
final class Trifle {
    /** How many of the largest requests that are not counted fit into a limit. */
    static final long PARTS = 10_000;

    private Trifle() {}

    /**
     * Beside budgets.
     *
     * @param nanoUsd what the request can cost at the most, by its bytes
     * @param budgets the budgets that it is under
     * @param mostNanoUsd what the client itself allows; {@link AttemptPlan.Spending#NO_MATTER}: anything
     * @return whether that is next to nothing
     */
    static boolean of(long nanoUsd, BudgetEntry[] budgets, long mostNanoUsd) {
        long smallest = mostNanoUsd == AttemptPlan.Spending.NO_MATTER ? Long.MAX_VALUE : mostNanoUsd;
        for (BudgetEntry budget : budgets) {
            smallest = Math.min(smallest, budget.config().limitNanoUsd());
        }
        return nanoUsd <= smallest / PARTS;
    }

    /**
     * Beside limits of tokens.
     *
     * @param tokens what the request can use at the most, by its bytes
     * @param limits the limits that it is under
     * @return whether that is next to nothing
     */
    static boolean of(long tokens, LimitEntry[] limits) {
        for (LimitEntry limit : limits) {
            Limit config = limit.config();
            long whole = config.burst() > 0 ? Math.min(config.burst(), config.amount()) : config.amount();
            if (config.measure() == Limit.Measure.TOKENS && tokens > whole / PARTS) {
                return false;
            }
        }
        return true;
    }
}
