package dev.cortexllm.router.target;

/**
 * What an engine last said of itself.
 *
 * @param running requests it works on
 * @param waiting requests in its queue
 * @param ratePerSecond requests it finishes per second while it has a queue; 0 while nobody can tell
 * @param startedBefore how many requests this process had sent to the endpoint when it was asked; those sent since are
 *     not in the other numbers
 * @param nanos when it was asked, on the process's monotonic clock
 * @param others how many of the running and waiting ones are not this process's
 */
public record EngineLoad(
        double running, double waiting, double ratePerSecond, long startedBefore, long nanos, double others) {

    /** Of an engine that has no other's requests. */
    public EngineLoad(double running, double waiting, double ratePerSecond, long startedBefore, long nanos) {
        this(running, waiting, ratePerSecond, startedBefore, nanos, 0);
    }
}
