package dev.cortexllm.router.limit;

import dev.cortexllm.config.Limit;

/**
 * Counts in any window of a length, wherever it begins. The length is cut into {@value #SLICES} slices; what is counted
 * stays until its whole slice has left the window. So the limit is never exceeded in any window, and room comes back at
 * most one slice late (one second of a minute).
 */
final class SlidingWindow implements Count {
    static final int SLICES = 60;
    /** The slice in which the window begins counts whole. */
    private static final int KEPT = SLICES + 1;

    private final long sliceMillis;
    private final long[] counts = new long[KEPT];
    private long newest = Long.MIN_VALUE;
    private long total;

    SlidingWindow(long windowMillis) {
        this.sliceMillis = Math.max(1, windowMillis / SLICES);
    }

    @Override
    public Reading look(Limit limit, long now, long amount) {
        long time = advance(now);
        long remaining = Math.max(0, limit.amount() - total);
        return new Reading(remaining, emptyAt() - time, wait(limit, time, amount));
    }

    private long wait(Limit limit, long time, long amount) {
        if (amount > limit.amount()) {
            return Reading.NEVER;
        }
        long tooMuch = total - limit.amount() + amount;
        return tooMuch <= 0 ? 0 : Math.max(1, freeAt(tooMuch) - time);
    }

    /** When everything that is counted has left the window; long ago when nothing is. As a rule the newest slice tells. */
    private long emptyAt() {
        for (long slice = newest; slice >= newest - SLICES && total > 0; slice--) {
            if (counts[place(slice)] > 0) {
                return (slice + KEPT) * sliceMillis;
            }
        }
        return newest * sliceMillis;
    }

    /** When so much of what is counted has left the window; long ago when nothing has to. */
    private long freeAt(long amount) {
        long left = amount;
        for (long slice = newest - SLICES; slice <= newest && left > 0; slice++) {
            left -= counts[place(slice)];
            if (left <= 0) {
                return (slice + KEPT) * sliceMillis;
            }
        }
        return newest * sliceMillis;
    }

    @Override
    public void take(Limit limit, long now, long amount) {
        advance(now);
        counts[place(newest)] += amount;
        total += amount;
    }

    @Override
    public void correct(Limit limit, long takenAt, long now, long by) {
        advance(now);
        long slice = Math.floorDiv(takenAt, sliceMillis);
        if (slice < newest - SLICES || slice > newest) {
            return;
        }
        long change = Math.max(by, -counts[place(slice)]);
        counts[place(slice)] += change;
        total += change;
    }

    /** Leaves what is out of the window; a clock that went back is taken to stand still. */
    private long advance(long now) {
        long slice = Math.floorDiv(now, sliceMillis);
        if (newest == Long.MIN_VALUE) {
            newest = slice;
        }
        long gone = Math.min(slice - newest, KEPT);
        for (long i = 1; i <= gone; i++) {
            int place = place(newest + i);
            total -= counts[place];
            counts[place] = 0;
        }
        newest = Math.max(newest, slice);
        return Math.max(now, newest * sliceMillis);
    }

    private static int place(long slice) {
        return (int) Math.floorMod(slice, (long) KEPT);
    }
}
