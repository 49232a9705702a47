package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicLongArray;

/** What is measured of one rate limit. Safe for any thread. */
public final class LimitMeters {
    /** A count that goes to and fro around a threshold would fill the log otherwise. */
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final Counter admitted;
    private final Counter refused;
    private final int[] percents;
    private final Counter[] crossed;
    private final AtomicLongArray loggedAt;

    LimitMeters(Counter admitted, Counter refused, int[] percents, Counter[] crossed) {
        this.admitted = admitted;
        this.refused = refused;
        this.percents = percents;
        this.crossed = crossed;
        this.loggedAt = new AtomicLongArray(percents.length);
    }

    /** Counts a request that there was room for. */
    public void admitted() {
        admitted.increment();
    }

    /** Counts a request that there was no room for; a shadow limit lets it pass all the same. */
    public void refused() {
        refused.increment();
    }

    /**
     * Counts the thresholds that a request crossed upwards.
     *
     * @param before used before it
     * @param after used after it
     * @param amount the whole limit
     * @param now monotonic nanoseconds
     * @return the highest percentage crossed that the log has not told of within a minute; 0: none
     */
    public int crossed(long before, long after, long amount, long now) {
        int told = 0;
        for (int i = 0; i < percents.length; i++) {
            double threshold = amount * (percents[i] / 100.0);
            if (before < threshold && after >= threshold) {
                crossed[i].increment();
                long last = loggedAt.get(i);
                if ((last == 0 || now - last > QUIET_NANOS) && loggedAt.compareAndSet(i, last, now)) {
                    told = percents[i];
                }
            }
        }
        return told;
    }
}
