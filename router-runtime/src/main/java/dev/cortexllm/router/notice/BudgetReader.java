package dev.cortexllm.router.notice;

import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import io.vertx.core.Future;
import java.util.List;

/** Where what is spent of budgets can be looked up. */
public interface BudgetReader {
    /** Nobody has spent anything. */
    BudgetReader NOTHING = new BudgetReader() {
        @Override
        public Future<List<Spend>> read(List<Account> accounts) {
            return Future.succeededFuture(
                    accounts.stream().map(account -> Spend.NONE).toList());
        }

        @Override
        public boolean shared() {
            return false;
        }
    };

    /**
     * Money of one window.
     *
     * @param key what it is counted under: a budget's key, with its share behind it where there is one
     * @param window the window
     */
    record Account(String key, CalendarWindow window) {}

    /**
     * Looks it up.
     *
     * @param accounts which
     * @return what is spent and reserved of each, in that order; fails when nobody knows
     */
    Future<List<Spend>> read(List<Account> accounts);

    /** Whether all routers of the gateway count together there. */
    boolean shared();
}
