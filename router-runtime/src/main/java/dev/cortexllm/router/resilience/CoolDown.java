package dev.cortexllm.router.resilience;

/**
 * Keeps requests away from what fails in a row, each time twice as long; the first success ends it. Successes of what is
 * well cost one read. Safe for any thread.
 */
public final class CoolDown {
    private static final int LARGEST_SHIFT = 30;

    private int failures;
    private volatile long until;
    private volatile boolean clean = true;

    /**
     * When and how long.
     *
     * @param failures failures in a row from which on it is left alone
     * @param firstNanos how long the first time
     * @param longestNanos how long at the most
     */
    public record Rule(int failures, long firstNanos, long longestNanos) {
        /** What holds where nothing is configured: from the third failure on for 1, 2, 4, ... 10 seconds. */
        public static final Rule USUAL = new Rule(3, 1_000_000_000L, 10_000_000_000L);
    }

    /**
     * Notes a failure, under the usual rule.
     *
     * @param now monotonic nanoseconds
     * @param atLeastNanos how long to stay away at the least, as the other side asked; 0: it did not
     */
    public void failed(long now, long atLeastNanos) {
        failed(now, Rule.USUAL);
        asked(now, atLeastNanos);
    }

    /**
     * Notes a failure. Those that come while it is left alone count no further.
     *
     * @param now monotonic nanoseconds
     * @param rule when and how long it is left alone
     */
    public synchronized void failed(long now, Rule rule) {
        boolean cooling = cooling(now);
        if (!cooling) {
            failures++;
            if (failures >= rule.failures()) {
                int shift = Math.min(LARGEST_SHIFT, failures - rule.failures());
                long twice = rule.firstNanos() << shift;
                boolean overflown = twice >> shift != rule.firstNanos();
                until = now + (overflown ? rule.longestNanos() : Math.min(rule.longestNanos(), twice));
            } else {
                until = now;
            }
        }
        clean = false;
    }

    /**
     * Notes that the other side asked to be left alone.
     *
     * @param now monotonic nanoseconds
     * @param nanos how long, at most ten seconds count; 0: it did not
     */
    public synchronized void asked(long now, long nanos) {
        if (nanos > 0) {
            long end = now + Math.min(Rule.USUAL.longestNanos(), nanos);
            until = !cooling(now) || end - until > 0 ? end : until;
            clean = false;
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
