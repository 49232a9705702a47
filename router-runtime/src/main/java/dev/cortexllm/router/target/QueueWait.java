package dev.cortexllm.router.target;

import java.util.List;

/**
 * Estimates how long a request sent to a deployment now would wait in its queue.
 *
 * <p>Per ready endpoint, with {@code waiting}, {@code running} and the rate {@code r} from its last scrape, {@code age}
 * seconds ago, {@code c} the engine's concurrency and {@code sent} our own requests since that scrape:
 *
 * <pre>
 * queue = max(0, waiting + sent - free - r * age),  free = waiting > 0 ? 0 : max(0, c - running)
 * W     = sum(queue) / sum(r)
 * </pre>
 *
 * The first terms are what the scrape saw plus what it cannot have seen, less what finds a free slot; the last is what the
 * engine has taken out of the queue meanwhile. Another router's requests are seen with the next scrape. An endpoint that
 * was never scraped, or not for {@value #STALE_SECONDS} s, is judged by our own in-flight requests, taking
 * {@value #ASSUMED_SERVICE_SECONDS} s for each as long as nobody knows better.
 */
public final class QueueWait {
    /** Age from which a scrape says nothing any more, in seconds. */
    static final double STALE_SECONDS = 5;
    /** The same in nanoseconds. */
    static final long STALE_NANOS = (long) (STALE_SECONDS * 1e9);
    /** How long a request takes while none was ever seen to finish, in seconds. */
    static final double ASSUMED_SERVICE_SECONDS = 1;

    private static final double NANOS = 1e9;

    private QueueWait() {}

    /**
     * The estimate.
     *
     * @param endpoints the deployment's endpoints
     * @param concurrency requests that one of them works on at the same time
     * @param now monotonic nanoseconds
     * @return seconds; 0 when no endpoint is ready
     */
    public static double seconds(List<EndpointState> endpoints, int concurrency, long now) {
        double queued = 0;
        double rates = 0;
        for (int i = 0; i < endpoints.size(); i++) {
            EndpointState endpoint = endpoints.get(i);
            if (endpoint.ready()) {
                EngineLoad load = endpoint.load();
                double age = load == null ? Double.MAX_VALUE : (now - load.nanos()) / NANOS;
                double assumed = concurrency / ASSUMED_SERVICE_SECONDS;
                double rate = age > STALE_SECONDS || load.ratePerSecond() <= 0 ? assumed : load.ratePerSecond();
                queued += age > STALE_SECONDS
                        ? Math.max(0, endpoint.inFlight() - concurrency)
                        : queue(load, endpoint.started(), concurrency, age, rate);
                rates += rate;
            }
        }
        return rates == 0 ? 0 : queued / rates;
    }

    private static double queue(EngineLoad load, long started, int concurrency, double age, double rate) {
        double sent = started - load.startedBefore();
        double free = load.waiting() > 0 ? 0 : Math.max(0, concurrency - load.running());
        return Math.max(0, load.waiting() + sent - free - rate * age);
    }
}
