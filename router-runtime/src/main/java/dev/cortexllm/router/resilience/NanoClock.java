package dev.cortexllm.router.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A monotonic clock for who wants instants; they tell of distances only, not of the time of day. */
final class NanoClock extends Clock {
    private final LongSupplier nanos;

    /**
     * @param nanos monotonic nanoseconds
     */
    NanoClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
