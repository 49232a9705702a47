package dev.cortexllm.router.target;

import dev.cortexllm.router.resilience.Breaker;

/**
 * The right to have one request in flight at an endpoint. Taken and given back in exactly one place each; giving it back
 * is also where the result is learned from. Used by one event loop; giving it back twice does nothing.
 */
public final class Lease {
    private final TargetState target;
    private final EndpointState endpoint;
    private final Breaker breaker;
    private final int phase;
    private final long takenAt;
    private long contentAt;
    private boolean begun;
    private boolean returned;

    private Lease(TargetState target, EndpointState endpoint, Breaker breaker, int phase, long takenAt) {
        this.target = target;
        this.endpoint = endpoint;
        this.breaker = breaker;
        this.phase = phase;
        this.takenAt = takenAt;
    }

    /** What the attempt came to, as far as the target's health goes. */
    public enum Result {
        /** It answered; a client's mistake is an answer too. */
        ANSWERED,
        /** It failed, and so did the endpoint. */
        FAILED,
        /** The target would not answer, wherever it is asked: it is out of capacity, or our account there is. */
        BUSY,
        /** The endpoint could not be talked to. */
        UNREACHABLE,
        /** Nobody can tell, the client left. */
        CANCELLED
    }

    /**
     * Takes a lease whether there is a place or not, for a call that no breaker is asked about.
     *
     * @param target what is asked
     * @param endpoint where
     * @return the lease
     */
    public static Lease take(TargetState target, EndpointState endpoint) {
        target.upstream().taken();
        endpoint.taken();
        return new Lease(target, endpoint, null, 0, 0);
    }

    /**
     * Takes a lease if there is a place and the target's breaker lets the call through.
     *
     * @param target what is asked
     * @param endpoint where
     * @param now monotonic nanoseconds
     * @return the lease, or null
     */
    public static Lease tryTake(TargetState target, EndpointState endpoint, long now) {
        Breaker breaker = target.breaker();
        int phase = breaker == null ? 0 : breaker.tryPass();
        if (phase == Breaker.REFUSED) {
            return null;
        }
        if (!endpoint.takenWithin(target.upstream().guard().places())) {
            if (breaker != null) {
                breaker.ended(phase, Breaker.Result.UNKNOWN, 0);
            }
            return null;
        }
        target.upstream().taken();
        return new Lease(target, endpoint, breaker, phase, now);
    }

    /**
     * Notes that the answer's first content came.
     *
     * @param now monotonic nanoseconds
     */
    public void content(long now) {
        if (!begun) {
            begun = true;
            contentAt = now;
        }
    }

    /**
     * Lets the target's averages learn from a call for a completion that ends.
     *
     * @param result what came of it
     * @param streamed whether the answer comes piece by piece
     * @param tokens tokens of the completion if all of it is there, else 0
     * @param now monotonic nanoseconds
     */
    public void observe(Result result, boolean streamed, long tokens, long now) {
        Observed observed = target.observed();
        if (result != Result.CANCELLED) {
            observed.ended(result != Result.ANSWERED, now);
        }
        boolean first = streamed && begun;
        if (first) {
            observed.firstToken(contentAt - takenAt, now);
        }
        observed.answered(tokens, now - (first ? contentAt : takenAt), now);
    }

    /** Where the request is. */
    public EndpointState endpoint() {
        return endpoint;
    }

    /**
     * Gives it back.
     *
     * @param result what came of it
     * @param now monotonic nanoseconds
     * @param stayAwayNanos how long the target asked to be left alone, 0 when it did not
     */
    public void giveBack(Result result, long now, long stayAwayNanos) {
        if (returned) {
            return;
        }
        returned = true;
        target.upstream().given();
        endpoint.given();
        if (breaker != null) {
            breaker.ended(phase, judged(result), (begun ? contentAt : now) - takenAt);
        }
        if (result == Result.ANSWERED) {
            target.coolDown().succeeded();
            endpoint.coolDown().succeeded();
        } else if (result != Result.CANCELLED) {
            target.failed(now, stayAwayNanos);
            if (result != Result.BUSY) {
                target.upstream().failed(endpoint, now);
            }
        }
    }

    private static Breaker.Result judged(Result result) {
        return switch (result) {
            case ANSWERED -> Breaker.Result.ANSWERED;
            case FAILED, BUSY, UNREACHABLE -> Breaker.Result.FAILED;
            case CANCELLED -> Breaker.Result.UNKNOWN;
        };
    }
}
