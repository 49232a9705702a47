package dev.cortexllm.router.notice;

import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Where what is spent of budgets can be looked up. */
public interface BudgetReader {
    /** Nobody has spent anything. */
    BudgetReader NOTHING = of(
            accounts -> Future.succeededFuture(
                    accounts.stream().map(account -> Spend.NONE).toList()),
            false);

    /**
     * Makes one.
     *
     * @param reading looks it up
     * @param together whether all routers of the gateway count together there
     * @return the reader
     */
    static BudgetReader of(Function<List<Account>, Future<List<Spend>>> reading, boolean together) {
        return new BudgetReader() {
            @Override
            public Future<List<Spend>> read(List<Account> accounts) {
                return reading.apply(accounts);
            }

            @Override
            public boolean shared() {
                return together;
            }
        };
    }

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
