package dev.cortexllm.router.attempt;

import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.target.Lease;
import java.util.concurrent.TimeUnit;

/** What an attempt says of its target's health. Pure. */
final class Health {
    private Health() {}

    /**
     * What a failure says.
     *
     * @param failure why the attempt failed
     * @param reused whether it went over a used connection, which may have been closed meanwhile without any fault
     * @return what the target's health learns
     */
    static Lease.Result of(Failure failure, boolean reused) {
        if (failure.kind() == Kind.RESET && reused) {
            return Lease.Result.CANCELLED;
        }
        if (failure.nothingReceived()) {
            return Lease.Result.UNREACHABLE;
        }
        if (failure.kind().aboutRequest()) {
            return Lease.Result.ANSWERED;
        }
        return switch (failure.kind()) {
            case RATE_LIMITED, QUOTA, UNAUTHORIZED, UNKNOWN_MODEL -> Lease.Result.BUSY;
            default -> Lease.Result.FAILED;
        };
    }

    /**
     * Whether an attempt takes too long.
     *
     * @param timeouts how long it may
     * @param begun whether its answer has begun
     * @param sinceBegin nanoseconds since the attempt began
     * @param sincePiece nanoseconds since the last piece of the answer; 0 while the client is what is waited for
     */
    static boolean tooLong(TimeoutMillis timeouts, boolean begun, long sinceBegin, long sincePiece) {
        boolean stalled = begun ? exceeded(sincePiece, timeouts.idle()) : exceeded(sinceBegin, timeouts.firstByte());
        return stalled || exceeded(sinceBegin, timeouts.total());
    }

    private static boolean exceeded(long nanos, long limitMillis) {
        return nanos > TimeUnit.MILLISECONDS.toNanos(limitMillis);
    }
}
