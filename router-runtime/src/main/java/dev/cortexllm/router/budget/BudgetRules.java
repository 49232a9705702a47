package dev.cortexllm.router.budget;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import java.util.List;

/**
 * What happens at which spend, ready for use. Of several thresholds with the same action the lowest one acts; all of them
 * tell. Money is nano-USD. A shadow budget has rules like any other: it is for the caller to let pass what it would refuse.
 *
 * @param blockAt most that may be used; {@link #NEVER}: it does not block
 * @param throttleAt from where the rest is spread; {@link #NEVER}: it is not
 * @param fallbackAt from where cheaper targets come first; {@link #NEVER}: they do not
 * @param paceTo where the spreading ends: what blocks, else the whole budget
 * @param thresholds all of them, ascending
 */
public record BudgetRules(long blockAt, long throttleAt, long fallbackAt, long paceTo, List<Threshold> thresholds) {
    /** A spend that no budget reaches. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * Reads them.
     *
     * @param budget whose they are
     * @return the rules
     */
    public static BudgetRules of(Budget budget) {
        long blockAt = lowest(budget, Action.BLOCK);
        return new BudgetRules(
                blockAt,
                lowest(budget, Action.THROTTLE),
                lowest(budget, Action.FALLBACK),
                Math.min(blockAt, budget.limitNanoUsd()),
                budget.thresholds());
    }

    private static long lowest(Budget budget, Action action) {
        return budget.thresholds().stream()
                .filter(threshold -> threshold.action() == action)
                .mapToLong(Threshold::atNanoUsd)
                .min()
                .orElse(NEVER);
    }

    /** Whether there is a spend that it does not allow. */
    public boolean blocks() {
        return blockAt != NEVER;
    }

    /**
     * The thresholds that a spend has passed on its way up.
     *
     * @param before what was spent before
     * @param after what is spent now
     * @return those above {@code before} and not above {@code after}, ascending; mostly empty
     */
    public List<Threshold> crossed(long before, long after) {
        int from = first(before + 1);
        int to = first(after + 1);
        return from >= to ? List.of() : thresholds.subList(from, to);
    }

    /** Index of the first threshold at a spend or above it. */
    private int first(long at) {
        int i = 0;
        while (i < thresholds.size() && thresholds.get(i).atNanoUsd() < at) {
            i++;
        }
        return i;
    }

    /**
     * The strictest thing that happens at a spend.
     *
     * @param used what is spent and reserved
     * @return the action of the highest threshold that is reached, by order of strictness; null below all
     */
    public Action state(long used) {
        Action strictest = null;
        for (Threshold threshold : thresholds) {
            if (used >= threshold.atNanoUsd()
                    && (strictest == null || threshold.action().compareTo(strictest) > 0)) {
                strictest = threshold.action();
            }
        }
        return strictest;
    }
}
