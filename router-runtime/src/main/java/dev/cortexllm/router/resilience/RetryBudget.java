package dev.cortexllm.router.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Bounds the repetitions of a policy by its requests, so that they cannot multiply the load of an outage: in any ten slices
 * of a second, the present one among them, there are at most some percent of the requests of those ten seconds, and a number
 * per second that is always allowed. A request costs one atomic addition. Shared by all event loops; never allows too many.
 */
public final class RetryBudget {
    /** How long requests count, in seconds. */
    public static final int SECONDS = 10;

    private static final long COUNT = 0xffff_ffffL;
    private static final int PERCENT = 100;

    private final AtomicLongArray requests = new AtomicLongArray(SECONDS);
    private final AtomicLongArray repetitions = new AtomicLongArray(SECONDS);

    /**
     * Counts a request.
     *
     * @param now monotonic nanoseconds
     */
    public void request(long now) {
        add(requests, second(now));
    }

    /**
     * Takes one repetition if there is one.
     *
     * @param now monotonic nanoseconds
     * @param percent repetitions in percent of the requests
     * @param minPerSecond repetitions that are always allowed
     * @return whether it may be made
     */
    public synchronized boolean tryRepeat(long now, int percent, int minPerSecond) {
        long second = second(now);
        long allowed = sum(requests, second) * percent / PERCENT + (long) minPerSecond * SECONDS;
        if (sum(repetitions, second) >= allowed) {
            return false;
        }
        add(repetitions, second);
        return true;
    }

    private static long second(long now) {
        return Math.floorDiv(now, TimeUnit.SECONDS.toNanos(1));
    }

    /** A slice holds the lower half of its second above its count, so that one word tells both. */
    private static void add(AtomicLongArray slices, long second) {
        int place = (int) Math.floorMod(second, SECONDS);
        long stamp = second << Integer.SIZE;
        long slice = slices.get(place);
        while (!slices.compareAndSet(place, slice, isOf(slice, stamp) ? slice + 1 : stamp + 1)) {
            slice = slices.get(place);
        }
    }

    private static boolean isOf(long slice, long stamp) {
        return ((slice ^ stamp) & ~COUNT) == 0;
    }

    private static long sum(AtomicLongArray slices, long second) {
        long sum = 0;
        for (int back = 0; back < SECONDS; back++) {
            long stamp = second - back << Integer.SIZE;
            long slice = slices.get((int) Math.floorMod(second - back, SECONDS));
            sum += isOf(slice, stamp) ? slice & COUNT : 0;
        }
        return sum;
    }
}
