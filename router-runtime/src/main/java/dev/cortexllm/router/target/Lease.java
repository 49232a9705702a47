package dev.cortexllm.router.target;

/**
 * The right to have one request in flight at an endpoint. Taken and given back in exactly one place each; giving it back
 * is also where the result is learned from. Used by one event loop; giving it back twice does nothing.
 */
public final class Lease {
    private final TargetState target;
    private final EndpointState endpoint;
    private boolean returned;

    private Lease(TargetState target, EndpointState endpoint) {
        this.target = target;
        this.endpoint = endpoint;
    }

    /** What the attempt came to, as far as the target's health goes. */
    public enum Result {
        /** It answered; a client's mistake is an answer too. */
        ANSWERED,
        /** It failed. */
        FAILED,
        /** The endpoint could not be talked to: neither it nor its target did well. */
        UNREACHABLE,
        /** Nobody can tell, the client left. */
        CANCELLED
    }

    /**
     * Takes a lease.
     *
     * @param target what is asked
     * @param endpoint where
     * @return the lease
     */
    public static Lease take(TargetState target, EndpointState endpoint) {
        target.upstream().taken();
        endpoint.taken();
        return new Lease(target, endpoint);
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
        if (result == Result.ANSWERED) {
            target.coolDown().succeeded();
            endpoint.coolDown().succeeded();
        } else if (result != Result.CANCELLED) {
            target.coolDown().failed(now, stayAwayNanos);
            if (result == Result.UNREACHABLE) {
                endpoint.coolDown().failed(now, 0);
            }
        }
    }
}
