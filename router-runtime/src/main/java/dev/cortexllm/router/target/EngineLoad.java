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
 */
public record EngineLoad(double running, double waiting, double ratePerSecond, long startedBefore, long nanos) {}
