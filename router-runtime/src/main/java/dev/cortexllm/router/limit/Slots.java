package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;

/** Counts what is going on at present. */
final class Slots implements Count {
    /** Nobody knows when a slot will be free; a second is a polite time to come again. */
    private static final long COME_AGAIN_MILLIS = 1000;

    private long taken;

    @Override
    public Reading look(Limit limit, long now, long amount) {
        long remaining = Math.max(0, limit.amount() - taken);
        return new Reading(remaining, 0, amount <= remaining ? 0 : COME_AGAIN_MILLIS);
    }

    @Override
    public void take(Limit limit, long now, long amount) {
        taken += amount;
    }

    @Override
    public void correct(Limit limit, long takenAt, long now, long by) {
        taken = Math.max(0, taken + by);
    }
}
