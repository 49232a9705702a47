package dev.cortexllm.sandbox.models.engine;

/** The engine's only notion of time, so that a test can play a whole load in virtual time. */
public interface Timers {
    /** Returns a monotonic time in nanoseconds; its origin means nothing. */
    long nanoTime();

    /**
     * Runs the task once, never before the deadline and never inside this call.
     *
     * @param deadlineNanos a moment on the scale of {@link #nanoTime}; one in the past means "as soon as possible"
     */
    Handle at(long deadlineNanos, Runnable task);

    /** A task that was asked for and may be given up. */
    interface Handle {
        /** Makes sure the task does not run any more; harmless when it already ran. */
        void cancel();
    }
}
