package dev.cortexllm.router;

import dev.cortexllm.router.budget.Verdict;
import dev.cortexllm.router.notice.BudgetBoard;
import dev.cortexllm.router.store.Books;
import dev.cortexllm.router.store.Till;

/**
 * Passes on to people what the books are told of money.
 *
 * @param board tells people
 */
record Watching(BudgetBoard board) implements Books.SpendWatch {
    @Override
    public void spent(Till till, long before, long after) {
        board.spent(till.key(), till.window(), before, after);
    }

    @Override
    public void spentAlone(String key, long before, long after) {
        board.spentAlone(key, before, after);
    }

    @Override
    public void refused(String key, Verdict why, long spent, long asked) {
        board.refused(key, why, spent, asked);
    }
}
