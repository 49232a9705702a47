package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;

/** What one limit has counted. The limit itself comes in at each call: another configuration may have changed its amount. */
interface Count {
    /**
     * Looks whether there is room; nothing is counted.
     *
     * @param limit the limit
     * @param now milliseconds, never before those of an earlier call by more than a clock's error
     * @param amount how much is asked for, not negative
     * @return what the limit has to say
     */
    Reading look(Limit limit, long now, long amount);

    /**
     * Counts, whether there is room or not.
     *
     * @param limit the limit
     * @param now milliseconds
     * @param amount how much
     */
    void take(Limit limit, long now, long amount);

    /**
     * Corrects what was counted earlier.
     *
     * @param limit the limit
     * @param takenAt when it was counted, in milliseconds
     * @param now milliseconds
     * @param by how much more it was; negative: less
     */
    void correct(Limit limit, long takenAt, long now, long by);

    /**
     * A count at nothing.
     *
     * @param limit what it is for
     * @return a count that suits it
     */
    static Count of(Limit limit) {
        if (limit.measure() == Measure.CONCURRENT) {
            return new Slots();
        }
        return limit.burst() > 0 ? new LeakyBucket() : new SlidingWindow(limit.windowMillis());
    }
}
