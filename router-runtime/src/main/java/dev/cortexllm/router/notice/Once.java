package dev.cortexllm.router.notice;

import io.vertx.core.Future;

/** Finds out who of all routers of a gateway is the first to see something. */
@FunctionalInterface
public interface Once {
    /** Every router is the first, by its own account. */
    Once ALONE = (id, millis) -> Future.succeededFuture(true);

    /**
     * Asks.
     *
     * @param id what was seen
     * @param millis how long that is remembered
     * @return whether nobody had asked before; fails when nobody knows
     */
    Future<Boolean> first(String id, long millis);
}
