package dev.cortexllm.router.store;

import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.ledger.Entry;
import java.util.List;
import java.util.function.Supplier;

/** What an attempt has reserved. It is ended once, by {@link Grant#charge}. One event loop. */
public final class Hold {
    private final Claim claim;
    private final long nanoUsd;
    private final BudgetReading[] readings;
    private final List<Till> tills;
    private Supplier<Entry> lost;
    private boolean standIn;
    private boolean told;

    /**
     * @param claim what was asked
     * @param nanoUsd what may be spent at the most
     * @param readings what each budget said
     * @param tills where it is reserved
     */
    Hold(Claim claim, long nanoUsd, BudgetReading[] readings, List<Till> tills) {
        this.claim = claim;
        this.nanoUsd = nanoUsd;
        this.readings = readings;
        this.tills = tills;
        this.lost = claim.lost();
    }

    /** What was asked. */
    public Claim claim() {
        return claim;
    }

    /** What may be spent at the most, in nano-USD. */
    public long nanoUsd() {
        return nanoUsd;
    }

    /** What each budget said before. */
    public BudgetReading[] readings() {
        return readings;
    }

    /**
     * It is reserved in this router's memory, in place of Redis.
     *
     * @param sent whether Redis was asked, and may have reserved it too
     */
    void standsIn(boolean sent) {
        standIn = true;
        told = sent;
    }

    /** Whether it is reserved in this router's memory, in place of Redis. */
    boolean standIn() {
        return standIn;
    }

    /** Whether Redis may know of it. */
    boolean mayBeKnown() {
        return told || !standIn;
    }

    /** Redis has been told of it. */
    void isKnown() {
        told = true;
    }

    List<Till> tills() {
        return tills;
    }

    /**
     * From now on the attempt says itself what it has come to, for whoever has to write its entry if this router dies.
     *
     * @param soFar makes the entry
     */
    public void watch(Supplier<Entry> soFar) {
        lost = soFar;
    }

    /** The entry to write if nobody hears of the attempt again. */
    Entry lost() {
        return lost.get();
    }
}
