package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.ledger.Increment;
import dev.cortexllm.router.ledger.Ledger;
import java.util.List;
import java.util.function.Function;

/**
 * What a process writes down of money, wherever it is counted. Safe for any thread.
 *
 * @param ledger where entries go
 * @param statistics what an entry adds to statistics that routers share
 * @param spends what was last known of each budget
 * @param watch told of what is spent
 */
public record Books(
        Ledger ledger, Function<Entry, List<Increment>> statistics, Spends spends, SpendWatch watch) {

    /** Told of each amount that a budget has spent. Called on event loops: it must not block. Safe for any thread. */
    public interface SpendWatch {
        /**
         * Something was spent. Of all routers that share a budget exactly one is told of each amount.
         *
         * @param till budget and window
         * @param before what was spent in the window before, in nano-USD
         * @param after what is spent now
         */
        void spent(Till till, long before, long after);
    }

    /** Books that nobody reads. */
    public static Books unread() {
        return new Books(entry -> {}, entry -> List.of(), new Spends(), (till, before, after) -> {});
    }

    /** Notes what budgets said to a claim, and what was reserved then. */
    void read(Claim claim, BudgetReading[] readings, long reserved) {
        for (int i = 0; i < readings.length; i++) {
            BudgetReading reading = readings[i];
            spends.note(claim.keys()[i], reading.window(), reading.spent(), reading.reserved() + reserved);
        }
    }

    /** Notes what was spent. */
    void spent(Till till, long after, long by) {
        Spends.Spend known = spends.of(till.key());
        spends.note(till.key(), till.window(), after, known == null ? 0 : known.reservedNanoUsd());
        if (by > 0) {
            watch.spent(till, after - by, after);
        }
    }
}
