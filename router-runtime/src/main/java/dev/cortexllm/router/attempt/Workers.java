package dev.cortexllm.router.attempt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Runs work on large bodies beside the event loop; the rest at once, because a hop to another thread costs more than it. */
public final class Workers {
    /** From this many bytes on, reading a body in full holds up an event loop for milliseconds. */
    public static final int LARGE_BYTES = 256 * 1024;

    private final Vertx vertx;

    /**
     * @param vertx of the event loop
     */
    public Workers(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Runs work.
     *
     * @param bytes size of what it works on
     * @param work the work; touches nothing that the event loop touches meanwhile
     * @return its result, on the event loop
     * @param <T> type of the result
     */
    public <T> Future<T> run(int bytes, Callable<T> work) {
        if (bytes >= LARGE_BYTES) {
            return vertx.executeBlocking(work, false);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * Does something a little later, on the event loop.
     *
     * @param millis how much later
     * @param what what to do
     * @return to {@link #forget} it by
     */
    public long later(long millis, Runnable what) {
        return vertx.setTimer(millis, id -> what.run());
    }

    /**
     * Does not do it.
     *
     * @param later what was to be done later; done already is no harm
     */
    public void forget(long later) {
        vertx.cancelTimer(later);
    }
}
