package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Used;
import io.vertx.core.Future;

/** Where the counts of limits and the money of budgets are kept. */
public interface LimitStore {
    /**
     * Takes from every limit of a request and reserves in every budget of an attempt, or in none.
     *
     * @param ask what is asked of limits
     * @param claim what is asked of budgets; null: nothing
     * @return what came of it, on the caller's event loop; never fails
     */
    Future<Grant> reserve(Ask ask, Claim claim);

    /**
     * Takes from every limit of a request, or from none.
     *
     * @param ask what is asked
     * @return what came of it, on the caller's event loop; never fails
     */
    default Future<Grant> reserve(Ask ask) {
        return reserve(ask, null);
    }

    /**
     * Corrects some of a grant's limits when it is known what the request came to; each of them once.
     *
     * @param grant what came of a reservation
     * @param from first limit to correct
     * @param to behind the last one
     * @param used what the request came to
     */
    void settle(Grant grant, int from, int to, Used used);

    /**
     * Ends an attempt: gives back what it reserved, counts what it spent, and records its entry. It happens once however
     * often it is asked for.
     *
     * @param hold what it has reserved; null: nothing
     * @param charge its end
     */
    void charge(Hold hold, Charge charge);

    /**
     * Counts an attempt that costs nothing and has no entry.
     *
     * @param note the attempt
     */
    void noted(AttemptNote note);

    /** Whether an attempt is to be held here although no budget asks for it, so that others know of it if the router dies. */
    boolean outlivesRouter();
}
