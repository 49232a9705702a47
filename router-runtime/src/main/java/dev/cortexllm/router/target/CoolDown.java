package dev.cortexllm.router.target;

/**
 * Keeps requests away from what fails in a row: from the third consecutive failure on it is left alone for one second,
 * then two, four and so on up to ten; the first success ends it. Safe for any thread.
 */
public final class CoolDown {
    private static final int TOLERATED = 2;
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int LARGEST_SHIFT = 4;

    private int failures;
    private volatile long until;
    private volatile boolean clean = true;

    /**
     * Notes a failure.
     *
     * @param now monotonic nanoseconds
     * @param atLeastNanos how long to stay away at the least, as the other side asked; 0: it did not
     */
    public synchronized void failed(long now, long atLeastNanos) {
        boolean cooling = cooling(now);
        clean = false;
        if (!cooling) {
            failures++;
            if (failures > TOLERATED) {
                until = now + Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(LARGEST_SHIFT, failures - TOLERATED - 1));
            }
        }
        if (atLeastNanos > 0) {
            long asked = now + Math.min(LONGEST_NANOS, atLeastNanos);
            until = !cooling(now) || asked - until > 0 ? asked : until;
        }
        if (until == 0) {
            until = now;
        }
    }

    /** Notes a success: everything is forgotten. */
    public void succeeded() {
        if (!clean) {
            reset();
        }
    }

    /** Forgets every failure, because what failed was replaced. */
    public synchronized void reset() {
        failures = 0;
        clean = true;
    }

    /**
     * Whether to stay away.
     *
     * @param now monotonic nanoseconds
     * @return true while the cool-down runs
     */
    public boolean cooling(long now) {
        return !clean && until - now > 0;
    }
}
