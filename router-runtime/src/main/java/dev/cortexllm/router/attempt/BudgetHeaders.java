package dev.cortexllm.router.attempt;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.outcome.CortexHeaders;
import dev.cortexllm.router.store.Grant;
import io.vertx.core.MultiMap;

/** Tells a client how much money is left: of several budgets, of the one with the least. */
final class BudgetHeaders {
    private BudgetHeaders() {}

    /**
     * Puts it into an answer; nothing where a budget refuses because nobody knows, as then the others were not looked at.
     *
     * @param headers of the answer
     * @param grant what the budgets said; what was reserved counts as spent
     */
    static void put(MultiMap headers, Grant grant) {
        BudgetEntry[] budgets = grant.hold().claim().budgets();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < budgets.length; i++) {
            BudgetReading reading = grant.hold().readings()[i];
            if (reading.verdict() == BudgetReading.UNKNOWN) {
                return;
            }
            if (!budgets[i].config().shadow()) {
                long own = grant.decision().admitted() ? grant.hold().nanoUsd() : 0;
                long left = budgets[i].config().limitNanoUsd() - reading.spent() - reading.reserved() - own;
                least = Math.min(least, Math.max(0, left));
            }
        }
        if (least != Long.MAX_VALUE) {
            headers.set(CortexHeaders.BUDGET_REMAINING_USD, Decimals.usd(least));
        }
    }
}
