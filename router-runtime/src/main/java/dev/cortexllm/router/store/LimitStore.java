package dev.cortexllm.router.store;

import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Used;
import io.vertx.core.Future;

/** Where the counts of limits are kept. */
public interface LimitStore {
    /**
     * Takes from every limit of a request, or from none.
     *
     * @param ask what is asked
     * @return what came of it, on the caller's event loop; never fails
     */
    Future<Grant> reserve(Ask ask);

    /**
     * Corrects some of a grant's limits when it is known what the request came to; each of them once.
     *
     * @param grant what came of a reservation
     * @param from first limit to correct
     * @param to behind the last one
     * @param used what the request came to
     */
    void settle(Grant grant, int from, int to, Used used);
}
