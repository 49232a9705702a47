package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.ledger.Entry;
import java.util.function.Supplier;

/**
 * What an attempt asks of its budgets.
 *
 * @param attemptId tells the attempt apart from every other of every router
 * @param budgets every calendar budget that it is under; may be empty
 * @param wanted how much it may cost, in nano-USD
 * @param least how much there must be; the same as {@code wanted} where the attempt cannot be made cheaper
 * @param lost gives the entry that is to be written if nobody hears of the attempt again. Its amount counts for nothing: then it has
 *     spent all that was reserved
 */
public record Claim(String attemptId, BudgetEntry[] budgets, long wanted, long least, Supplier<Entry> lost) {}
