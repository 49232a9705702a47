package dev.cortexllm.config;

import java.util.List;

/**
 * How a policy tries again.
 *
 * @param on classes of failure after which it does
 * @param baseMillis pause before the same targets are asked again; each further one is twice as long
 * @param maxMillis longest pause
 * @param budgetPercent repetitions at the most, in percent of the requests of the last ten seconds, so that they cannot
 *     multiply the load of an outage
 * @param minPerSecond repetitions that are always allowed
 */
public record Retry(List<On> on, long baseMillis, long maxMillis, int budgetPercent, int minPerSecond) {

    /** A class of failure. */
    public enum On {
        /** The target has no room for now: 429. */
        RATE_LIMITED,
        /** The target failed: 5xx, or an answer that is none. */
        SERVER_ERROR,
        /** The target was too slow. */
        TIMEOUT,
        /** The target could not be talked to. */
        CONNECT
    }
}
