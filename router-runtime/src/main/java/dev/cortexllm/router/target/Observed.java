package dev.cortexllm.router.target;

import java.util.concurrent.TimeUnit;

/**
 * How fast and how reliable a target was lately: decaying averages over its attempts, in each of which an attempt counts half
 * as much when it is {@link #HALF_LIFE} old. What is too old is unknown again, so that nobody judges a target for ever by what
 * it did before everybody stopped asking it: one attempt is remembered for five minutes, a thousand at once for fifteen.
 *
 * <p>Safe for any thread. Feeding takes a lock for some ten nanoseconds, reading takes none; neither allocates.
 */
public final class Observed {
    /** After this time an attempt counts half as much. */
    public static final long HALF_LIFE = TimeUnit.SECONDS.toNanos(60);

    /** An average of which less than this part of one attempt is left is unknown. */
    private static final double FORGOTTEN = 1.0 / 32;

    /** A target's first failure is not all that is known of it: as if one more attempt had gone well. */
    private static final double BENEFIT_OF_DOUBT = 1;

    /** Fewer tokens than these tell nothing of the pace: they come in one piece. */
    private static final long PACE_TOKENS = 16;

    /** What takes less time was made before, or comes from somebody who holds answers back until they are whole. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Average firstToken = new Average(0);
    private final Average pace = new Average(0);
    private final Average failures = new Average(BENEFIT_OF_DOUBT);

    /**
     * An attempt ended that can be judged.
     *
     * @param failed whether it failed
     * @param now monotonic nanoseconds
     */
    public void ended(boolean failed, long now) {
        failures.add(failed ? 1 : 0, now);
    }

    /**
     * A stream brought its first token.
     *
     * @param nanos how long that took from when the attempt began
     * @param now monotonic nanoseconds
     */
    public void firstToken(long nanos, long now) {
        firstToken.add(nanos / SECOND, now);
    }

    /**
     * A whole answer came. Very short ones tell nothing.
     *
     * @param tokens of the completion
     * @param nanos how long they took: from the first one on where the answer was streamed, else from when the attempt began,
     *     which makes the pace slower than it is
     * @param now monotonic nanoseconds
     */
    public void answered(long tokens, long nanos, long now) {
        if (tokens >= PACE_TOKENS && nanos >= PACE_NANOS) {
            pace.add(tokens * SECOND / nanos, now);
        }
    }

    /**
     * How long streams waited for their first token.
     *
     * @param now monotonic nanoseconds
     * @return seconds; NaN when unknown
     */
    public double ttftSeconds(long now) {
        return firstToken.at(now);
    }

    /**
     * How fast tokens of the completion came.
     *
     * @param now monotonic nanoseconds
     * @return tokens per second; NaN when unknown
     */
    public double tokensPerSecond(long now) {
        return pace.at(now);
    }

    /**
     * Which part of attempts failed, one more that went well counted in.
     *
     * @param now monotonic nanoseconds
     * @return 0 to below 1; NaN when unknown
     */
    public double errorRate(long now) {
        return failures.at(now);
    }

    /** Forgets failures, because what failed was replaced. */
    void forgive() {
        failures.forget();
    }

    /** One of the averages; {@code known} is the average with what it is thought to begin with. */
    private static final class Average {
        private final double zeros;
        private double weight;
        private double sum;
        private long changedAt;
        private volatile double known = Double.NaN;
        private volatile long until;

        Average(double zeros) {
            this.zeros = zeros;
        }

        synchronized void add(double value, long now) {
            if (weight == 0 || now - changedAt > 0) {
                double left = weight == 0 ? 0 : Math.pow(0.5, (double) (now - changedAt) / HALF_LIFE);
                weight *= left;
                sum *= left;
                changedAt = now;
            }
            weight += 1;
            sum += value;
            until = changedAt + (long) (HALF_LIFE * Math.log(weight / FORGOTTEN) / Math.log(2));
            known = sum / (weight + zeros);
        }

        double at(long now) {
            double value = known;
            return now - until < 0 ? value : Double.NaN;
        }

        synchronized void forget() {
            known = Double.NaN;
            weight = 0;
            sum = 0;
        }
    }
}
