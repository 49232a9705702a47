package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.Used;

/**
 * What came of a reservation.
 *
 * @param store whose it is, and where it is settled
 * @param id tells it apart in a store that others use too; null in one of this process
 * @param ask what was asked
 * @param decision what was decided
 * @param takenAt when, in milliseconds of the store's clock
 * @param hold the money; null when none was asked for
 */
public record Grant(LimitStore store, String id, Ask ask, Decision decision, long takenAt, Hold hold) {

    /** Without money. */
    public Grant(LimitStore store, String id, Ask ask, Decision decision, long takenAt) {
        this(store, id, ask, decision, takenAt, null);
    }

    /**
     * Corrects some of the limits when it is known what the request came to; each of them once.
     *
     * @param from first limit to correct
     * @param to behind the last one
     * @param used what the request came to
     */
    public void settle(int from, int to, Used used) {
        if (from < to && decision.admitted()) {
            store.settle(this, from, to, used);
        }
    }

    /**
     * Ends the attempt that the money was for, once.
     *
     * @param entry what it cost; null: nothing
     */
    public void charge(Entry entry) {
        if (hold != null && decision.admitted()) {
            store.charge(hold, new Charge(hold.claim().attemptId(), hold.tills(), entry));
        }
    }
}
