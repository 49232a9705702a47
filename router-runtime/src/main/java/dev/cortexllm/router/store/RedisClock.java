package dev.cortexllm.router.store;

import java.util.function.LongSupplier;

/**
 * What Redis' clock says now, as far as its answers tell. An answer is older than it looks by the time that it took to come,
 * so the newest clock is believed, and a lower one only bit by bit: it may have been set back. One event loop.
 */
final class RedisClock {
    /** Part by which an older clock is believed. */
    private static final long RELUCTANCE = 256;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier clock;
    private long ahead;

    /**
     * @param clock monotonic nanoseconds
     * @param epochMillis what is taken for Redis' clock before it has said anything, Unix milliseconds
     */
    RedisClock(LongSupplier clock, long epochMillis) {
        this.clock = clock;
        this.ahead = epochMillis - millis();
    }

    /** Believes it at once. */
    void set(long redisMillis) {
        ahead = redisMillis - millis();
    }

    /** Hears what an answer says. */
    void hear(long redisMillis) {
        long said = redisMillis - millis();
        ahead = said >= ahead ? said : ahead - (ahead - said + RELUCTANCE - 1) / RELUCTANCE;
    }

    /** Unix milliseconds. */
    long now() {
        return millis() + ahead;
    }

    private long millis() {
        return Math.floorDiv(clock.getAsLong(), NANOS_PER_MILLI);
    }
}
