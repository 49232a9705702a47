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
 * An engine that does not count what it has finished is judged by what this process had of it, and one that does not measure
 * its service time by Little's law: the requests in its hands, added up over time, are the seconds it has worked on them.
 *
 * <p>{@code slots} is the number of running requests while there is a queue (then the engine takes no more, whatever
 * its limit), and its whole concurrency while there is none. Both are averaged with a time constant of {@value
 * #MEMORY_SECONDS} s. Not safe for several threads.
 */
public final class LoadEstimator {
    private static final double MEMORY_SECONDS = 3;
    private static final double NANOS = 1e9;

    private final int concurrency;
    private EngineSample last;
    private double handSeconds;
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
     * Takes the next sample of an engine that nobody else uses.
     *
     * @param sample the sample
     * @param startedBefore requests this process had sent to the engine when it was asked
     * @param nanos when it was asked, monotonic
     * @return its load
     */
    public EngineLoad next(EngineSample sample, long startedBefore, long nanos) {
        return next(sample, startedBefore, sample.running() + sample.waiting(), nanos);
    }

    /**
     * Takes the next sample.
     *
     * @param sample the sample
     * @param startedBefore requests this process had sent to the engine when it was asked
     * @param ours how many of them the engine still had
     * @param nanos when it was asked, monotonic
     * @return its load
     */
    public EngineLoad next(EngineSample sample, long startedBefore, double ours, long nanos) {
        double all = sample.running() + sample.waiting();
        EngineSample whole = completed(sample, startedBefore - ours, all > ours ? ours / all : 1, nanos);
        if (last != null && whole.finished() < last.finished()) {
            last = null;
        }
        if (last == null) {
            finished = whole.finished();
            serviceSeconds = whole.serviceSeconds();
            finishedQueueing = 0;
            secondsQueueing = 0;
        } else {
            learn(whole, (nanos - lastNanos) / NANOS);
        }
        last = whole;
        lastNanos = nanos;
        return new EngineLoad(
                sample.running(), sample.waiting(), rate(whole), startedBefore, nanos, Math.max(0, all - ours));
    }

    /** With what the engine does not tell, of our own requests if need be. */
    private EngineSample completed(EngineSample sample, double ownFinished, double ownShare, long nanos) {
        boolean uncounted = Double.isNaN(sample.finished());
        if (!uncounted && !Double.isNaN(sample.serviceSeconds())) {
            return sample;
        }
        double seconds = last == null ? 0 : (nanos - lastNanos) / NANOS;
        double inHand = last == null ? 0 : (last.running() + sample.running()) / 2;
        handSeconds += inHand * (uncounted ? ownShare : 1) * seconds;
        return new EngineSample(
                sample.running(), sample.waiting(), uncounted ? ownFinished : sample.finished(), handSeconds);
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
