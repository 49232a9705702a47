package dev.cortexllm.bench.load;

/**
 * What became of one request.
 *
 * @param due when it was due, nanoseconds of the monotonic clock
 * @param nanos from then to the first byte of the answer's body; where there was none, to the end
 * @param ending how it ended
 * @param by who answered, as the answer's head says; empty: it does not
 */
public record Answer(long due, long nanos, Ending ending, String by) {}
