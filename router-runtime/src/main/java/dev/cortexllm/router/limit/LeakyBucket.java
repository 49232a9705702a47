package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;

/**
 * A bucket of the size of the burst that drains at the limit's rate, so that what comes is spread evenly. Never more than
 * {@code burst + rate * t} in any time {@code t}. Its content is kept in parts of one {@code windowMillis}-th, so that a
 * millisecond drains a whole number of them.
 */
final class LeakyBucket implements Count {
    private long content;
    private long drainedUntil = Long.MIN_VALUE;

    @Override
    public Reading look(Limit limit, long now, long amount) {
        drain(limit, now);
        long parts = limit.windowMillis();
        long room = limit.burst() * parts - content;
        long remaining = Math.max(0, Math.floorDiv(room, parts));
        return new Reading(remaining, ceil(content, limit.amount()), wait(limit, room, amount));
    }

    private static long wait(Limit limit, long room, long amount) {
        if (amount > limit.burst()) {
            return Reading.NEVER;
        }
        long tooMuch = amount * limit.windowMillis() - room;
        return tooMuch <= 0 ? 0 : ceil(tooMuch, limit.amount());
    }

    @Override
    public void take(Limit limit, long now, long amount) {
        drain(limit, now);
        content += amount * limit.windowMillis();
    }

    /** What is given back has been draining since it was taken; only the rest of it is still there. */
    @Override
    public void correct(Limit limit, long takenAt, long now, long by) {
        drain(limit, now);
        long change = by * limit.windowMillis();
        if (change < 0) {
            long drained = Math.max(0, now - takenAt) * limit.amount();
            change = Math.min(0, change + drained);
        }
        content = Math.max(0, content + change);
    }

    private void drain(Limit limit, long now) {
        if (drainedUntil == Long.MIN_VALUE) {
            drainedUntil = now;
        }
        long elapsed = Math.max(0, now - drainedUntil);
        content = elapsed > content / limit.amount() ? 0 : content - elapsed * limit.amount();
        drainedUntil += elapsed;
    }

    private static long ceil(long parts, long perMilli) {
        return parts <= 0 ? 0 : (parts - 1) / perMilli + 1;
    }
}
