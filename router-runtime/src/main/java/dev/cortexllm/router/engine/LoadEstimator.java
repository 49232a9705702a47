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
     * What this process had in an engine while that was asked.
     *
     * @param started requests it had ever sent to it when it asked
     * @param inFlight how many of them had not ended then
     * @param most the same and all that it sent until the answer came: what the engine can have counted of it
     */
    public record Own(long started, int inFlight, long most) {}

    /**
     * Takes the next sample of an engine that nobody else uses.
     *
     * @param sample the sample
     * @param startedBefore requests this process had sent to the engine when it was asked
     * @param nanos when it was asked, monotonic
     * @return its load
     */
    public EngineLoad next(EngineSample sample, long startedBefore, long nanos) {
        int all = (int) (sample.running() + sample.waiting());
        return next(sample, new Own(startedBefore, all, all), nanos);
    }

    /**
     * Takes the next sample.
     *
     * @param sample the sample
     * @param own what this process had in the engine
     * @param nanos when it was asked, monotonic
     * @return its load
     */
    public EngineLoad next(EngineSample sample, Own own, long nanos) {
        double all = sample.running() + sample.waiting();
        EngineSample whole = completed(sample, own, nanos);
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
                sample.running(), sample.waiting(), rate(whole), own.started(), nanos, Math.max(0, all - own.most()));
    }

    /** With what the engine does not tell, of our own requests if need be. */
    private EngineSample completed(EngineSample sample, Own own, long nanos) {
        boolean uncounted = Double.isNaN(sample.finished());
        if (!uncounted && !Double.isNaN(sample.serviceSeconds())) {
            return sample;
        }
        double all = sample.running() + sample.waiting();
        double share = all > own.inFlight() ? own.inFlight() / all : 1;
        // What this process has ended never becomes less, whatever the two numbers say that are not read at once.
        double ended = Math.max(last == null ? 0 : last.finished(), own.started() - own.inFlight());
        double seconds = last == null ? 0 : (nanos - lastNanos) / NANOS;
        double inHand = last == null ? 0 : (last.running() + sample.running()) / 2;
        handSeconds += inHand * (uncounted ? share : 1) * seconds;
        return new EngineSample(sample.running(), sample.waiting(), uncounted ? ended : sample.finished(), handSeconds);
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
