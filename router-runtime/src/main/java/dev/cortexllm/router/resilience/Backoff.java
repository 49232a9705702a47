package dev.cortexllm.router.resilience;

import io.github.resilience4j.core.IntervalFunction;
import java.util.function.DoubleSupplier;

/**
 * The pauses before the same targets are asked again: each twice as long as the one before, up to a longest one, and of that
 * a part by chance, at least one half, so that requests that failed together do not come again together.
 */
public final class Backoff {
    private static final double FACTOR = 2;

    private final IntervalFunction whole;
    private final DoubleSupplier random;

    /**
     * @param baseMillis the first pause, at least 1
     * @param maxMillis the longest, at least as long
     * @param random from 0 up to 1
     */
    public Backoff(long baseMillis, long maxMillis, DoubleSupplier random) {
        this.whole = baseMillis == maxMillis
                ? IntervalFunction.of(baseMillis)
                : IntervalFunction.ofExponentialBackoff(baseMillis, FACTOR, maxMillis);
        this.random = random;
    }

    /**
     * A pause.
     *
     * @param time which one, from 1 on
     * @return milliseconds, at least 1
     */
    public long millis(int time) {
        long longest = whole.apply(time);
        long half = longest / 2;
        return Math.max(1, longest - half + Math.round(half * random.getAsDouble()));
    }
}
