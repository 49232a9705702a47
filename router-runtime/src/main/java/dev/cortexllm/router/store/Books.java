package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.ledger.Increment;
import dev.cortexllm.router.ledger.Ledger;
import dev.cortexllm.router.ledger.Postings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a process writes down of money, wherever it is counted, and who wants to be told. Safe for any thread. */
public final class Books {
    private final List<Ledger> ledgers = new CopyOnWriteArrayList<>();
    private final List<SpendWatch> watches = new CopyOnWriteArrayList<>();
    private final Spends spends = new Spends();
    private volatile Postings statistics;

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

    /**
     * Has a ledger told of every entry that this process writes.
     *
     * @param ledger where entries go
     */
    public void onEntry(Ledger ledger) {
        ledgers.add(ledger);
    }

    /**
     * Has somebody told of what is spent.
     *
     * @param watch who wants to know
     */
    public void onSpend(SpendWatch watch) {
        watches.add(watch);
    }

    /**
     * Says what attempts add to the statistics that routers share in Redis; nothing, until it is said.
     *
     * @param postings called on event loops
     */
    public void statistics(Postings postings) {
        statistics = postings;
    }

    /** What was last known of each budget. */
    public Spends spends() {
        return spends;
    }

    List<Increment> increments(Entry entry) {
        Postings postings = statistics;
        return postings == null ? List.of() : postings.of(entry);
    }

    List<Increment> increments(AttemptNote note) {
        Postings postings = statistics;
        return postings == null ? List.of() : postings.of(note);
    }

    void noted(AttemptNote note) {
        ledgers.forEach(ledger -> ledger.noted(note));
    }

    void record(Entry entry) {
        ledgers.forEach(ledger -> ledger.record(entry));
    }

    /** Notes what budgets said to a claim, and what was reserved then. */
    void read(Claim claim, BudgetReading[] readings, long reserved) {
        for (int i = 0; i < readings.length; i++) {
            BudgetReading reading = readings[i];
            spends.note(claim.budgets()[i].key(), reading.window(), reading.spent(), reading.reserved() + reserved);
        }
    }

    /** Notes what was spent. */
    void spent(Till till, long after, long by) {
        Spends.Last known = spends.of(till.key());
        spends.note(
                till.key(),
                till.window(),
                after,
                known == null ? 0 : known.spend().reserved());
        if (by > 0) {
            watches.forEach(watch -> watch.spent(till, after - by, after));
        }
    }
}
