package dev.cortexllm.router.explain;

import dev.cortexllm.router.budget.LastKnown;
import dev.cortexllm.router.route.TargetView;

/**
 * The moment that is asked about.
 *
 * @param view state of the targets; it is read, and nothing is noted in it
 * @param spends what is known of budgets
 * @param millis the time, Unix milliseconds
 * @param draw what chance would say, in [0, 1): one number for all draws
 */
public record Present(TargetView view, LastKnown spends, long millis, double draw) {
    /** The middle: what most requests would draw where a share spills. */
    public static final double MIDDLE_DRAW = 0.5;
}
