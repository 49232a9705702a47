package dev.cortexllm.router.attempt;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.resilience.Retries;
import dev.cortexllm.router.target.RouteTarget;

/**
 * What to try for a request.
 *
 * @param policy name of the policy that decided
 * @param order targets to try, in this order; empty when none can serve
 * @param maxAttempts upstream calls at the most
 * @param nothing what the client is told when there is nobody to try
 * @param limits rate limits that the request is under whoever answers it; null when there are none
 * @param retries how it is tried again
 * @param spending by whom and under what money is spent
 */
public record AttemptPlan(
        String policy,
        RouteTarget[] order,
        int maxAttempts,
        Outcome nothing,
        LimitEntry[] limits,
        Retries retries,
        Spending spending) {

    /**
     * By whom and under what money is spent.
     *
     * @param policyId {@code namespace/name} of the policy
     * @param rule name of the rule that chose
     * @param budgets budgets that the request is under whoever answers it; null when there are none
     * @param spill further budgets at targets that are not local; null when there are none
     * @param mostNanoUsd most that the client wants to spend on the request; {@link #NO_MATTER}: it does not say
     */
    public record Spending(String policyId, String rule, BudgetEntry[] budgets, BudgetEntry[] spill, long mostNanoUsd) {
        /** The client does not say. */
        public static final long NO_MATTER = -1;
    }
}
