package dev.cortexllm.router.engine;

import dev.cortexllm.router.target.EngineLoad;

/**
 * Follows one engine from sample to sample and estimates how fast its queue drains:
 *
 * <pre>
 * mean service time = change of service seconds / change of finished requests
 * rate              = max(requests finished per second while there was a queue, slots / mean service time)
 * </pre>
 *
 * where {@code slots} is the number of running requests while there is a queue (then the engine takes no more, whatever
 * its limit), and its whole concurrency while there is none. Both are averaged with a time constant of {@value
 * #MEMORY_SECONDS} s. Not safe for several threads.
 */
public final class LoadEstimator {
    private static final double MEMORY_SECONDS = 3;
    private static final double NANOS = 1e9;

    private final int concurrency;
    private EngineSample last;
    private long lastNanos;
    private double finished;
    private double serviceSeconds;
    private double finishedQueueing;
    private double secondsQueueing;

    /**
     * @param concurrency requests that the engine works on at the same time, by its configuration
     */
    public LoadEstimator(int concurrency) {
        this.concurrency = concurrency;
    }

    /**
     * Takes the next sample.
     *
     * @param sample the sample
     * @param startedBefore requests this process had sent to the engine when it was asked
     * @param nanos when it was asked, monotonic
     * @return its load
     */
    public EngineLoad next(EngineSample sample, long startedBefore, long nanos) {
        if (last != null && sample.finished() < last.finished()) {
            last = null;
        }
        if (last == null) {
            finished = sample.finished();
            serviceSeconds = sample.serviceSeconds();
            finishedQueueing = 0;
            secondsQueueing = 0;
        } else {
            learn(sample, (nanos - lastNanos) / NANOS);
        }
        last = sample;
        lastNanos = nanos;
        return new EngineLoad(sample.running(), sample.waiting(), rate(sample), startedBefore, nanos);
    }

    private void learn(EngineSample sample, double seconds) {
        double kept = Math.exp(-seconds / MEMORY_SECONDS);
        double newlyFinished = sample.finished() - last.finished();
        double newlyServed = Math.max(0, sample.serviceSeconds() - last.serviceSeconds());
        if (newlyFinished > 0) {
            finished = finished * kept + newlyFinished;
            serviceSeconds = serviceSeconds * kept + newlyServed;
        }
        finishedQueueing *= kept;
        secondsQueueing *= kept;
        if (last.waiting() > 0 && sample.waiting() > 0) {
            finishedQueueing += newlyFinished;
            secondsQueueing += seconds;
        }
    }

    private double rate(EngineSample sample) {
        double mean = finished > 0 ? serviceSeconds / finished : 0;
        double slots = sample.waiting() > 0 ? sample.running() : Math.max(sample.running(), concurrency);
        double byService = mean > 0 ? slots / mean : 0;
        double observed = secondsQueueing > 1 / NANOS ? finishedQueueing / secondsQueueing : 0;
        return Math.max(byService, observed);
    }
}
