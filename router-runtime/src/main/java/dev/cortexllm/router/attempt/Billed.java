package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import java.util.concurrent.TimeUnit;

/** Whether a failed attempt can stand on the upstream's bill. Pure. */
final class Billed {
    /** A connection that was closed while nobody used it says so within a round trip. */
    private static final long ROUND_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Billed() {}

    /**
     * Judges.
     *
     * @param failure why it failed
     * @param status the status of the answer; 0 when not even its head came
     * @param sent whether the request was sent
     * @param reused whether over a connection that had been used before
     * @param nanos how long it took
     * @return false when the upstream never received the request, or refused it with an error status
     */
    static boolean perhaps(Failure failure, int status, boolean sent, boolean reused, long nanos) {
        if (!sent || failure.kind() == Kind.CONNECT) {
            return false;
        }
        if (status == 0) {
            return !(failure.kind() == Kind.RESET && reused && nanos < ROUND_TRIP_NANOS);
        }
        return status == Refusal.OK;
    }
}
