package dev.cortexllm.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What became of the requests of one round.
 *
 * @param done requests answered with status 200
 * @param failed requests answered otherwise, or not at all
 * @param seconds how long it took
 * @param latency of the answered ones, in nanoseconds from the moment they were due
 */
public record Outcome(long done, long failed, double seconds, Histogram latency) {
    /** Answered requests per second. */
    public double perSecond() {
        return done / seconds;
    }

    /** A percentile of the latency, in microseconds. */
    public double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
}
