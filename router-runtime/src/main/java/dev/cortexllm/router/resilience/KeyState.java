package dev.cortexllm.router.resilience;

/** What the process knows of one API key: whether it rests because it was refused. Safe for any thread. */
public final class KeyState {
    private volatile boolean refused;
    private volatile long until;

    /**
     * Lets it rest, unless it rests for longer already.
     *
     * @param now monotonic nanoseconds
     * @param nanos how long
     * @return whether it did not rest before
     */
    public synchronized boolean rest(long now, long nanos) {
        boolean fresh = !resting(now);
        long end = now + nanos;
        until = fresh || end - until > 0 ? end : until;
        refused = true;
        return fresh;
    }

    /** It was accepted: it rests no longer. */
    public void accepted() {
        if (refused) {
            refused = false;
        }
    }

    /**
     * Whether it rests.
     *
     * @param now monotonic nanoseconds
     * @return true while it does
     */
    public boolean resting(long now) {
        return restNanos(now) > 0;
    }

    /**
     * How long it still rests.
     *
     * @param now monotonic nanoseconds
     * @return nanoseconds, 0 when it does not rest
     */
    public long restNanos(long now) {
        return refused ? Math.max(0, until - now) : 0;
    }
}
