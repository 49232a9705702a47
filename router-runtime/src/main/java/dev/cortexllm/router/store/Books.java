package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.budget.Verdict;
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

        /**
         * One request has spent something under a budget that lasts for one request.
         *
         * @param key what the budget's money is counted under
         * @param before what the request had spent before, in nano-USD
         * @param after what it has spent now
         */
        default void spentAlone(String key, long before, long after) {}

        /**
         * A budget did not let a request go on, or would not have, were it no shadow.
         *
         * @param key what the budget's money is counted under
         * @param why why
         * @param spent what was spent then, in nano-USD
         * @param asked what the request could have cost
         */
        default void refused(String key, Verdict why, long spent, long asked) {}
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
        refused(claim, readings);
    }

    /** Tells of the budgets that did not let a claim go on. */
    void refused(Claim claim, BudgetReading[] readings) {
        for (int i = 0; i < readings.length; i++) {
            BudgetReading reading = readings[i];
            if (!reading.fits()) {
                String key = claim.budgets()[i].key();
                watches.forEach(watch -> tell(watch, key, reading, claim.least()));
            }
        }
    }

    private static void tell(SpendWatch watch, String key, BudgetReading reading, long asked) {
        Verdict why = Verdict.THROTTLED;
        if (reading.verdict() == BudgetReading.UNKNOWN) {
            why = Verdict.UNKNOWN;
        } else if (reading.verdict() == BudgetReading.BLOCKED) {
            why = Verdict.EXHAUSTED;
        }
        watch.refused(key, why, reading.spent(), asked);
    }

    /**
     * Tells of a budget for one request that did not let it go on.
     *
     * @param budget the budget
     * @param spent what the request has spent already, in nano-USD
     * @param asked what it could cost in addition
     */
    public void refusedAlone(BudgetEntry budget, long spent, long asked) {
        watches.forEach(watch -> watch.refused(budget.key(), Verdict.EXHAUSTED, spent, asked));
    }

    /**
     * Tells of what one request has spent.
     *
     * @param budgets those that it is under; only those that last for one request are told of
     * @param before what it had spent before, in nano-USD
     * @param after what it has spent now
     */
    public void spentAlone(BudgetEntry[] budgets, long before, long after) {
        for (BudgetEntry budget : budgets) {
            if (budget.perRequest() && after > before) {
                watches.forEach(watch -> watch.spentAlone(budget.key(), before, after));
            }
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
