package dev.cortexllm.router.account;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.config.Budget;
import io.micrometer.core.instrument.Counter;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What is measured of one budget; gauges aside, which {@link BudgetGauges} shows. Safe for any thread. */
public final class BudgetMeters {
    private final Counter exhausted;
    private final Counter throttled;
    private final Counter unknown;
    private final BiFunction<String, String, Counter> crossed;

    BudgetMeters(Function<String, Counter> refused, BiFunction<String, String, Counter> crossed) {
        this.exhausted = refused.apply("exhausted");
        this.throttled = refused.apply("throttled");
        this.unknown = refused.apply("unknown");
        this.crossed = crossed;
    }

    /** Counts a request that it did not cover; a shadow budget lets it pass all the same. */
    public void exhausted() {
        exhausted.increment();
    }

    /** Counts a request that came before its time. */
    public void throttled() {
        throttled.increment();
    }

    /** Counts a request that came while nobody knew what is spent. */
    public void unknown() {
        unknown.increment();
    }

    /**
     * Counts a threshold that was crossed.
     *
     * @param threshold the threshold
     */
    public void crossed(Budget.Threshold threshold) {
        String action = threshold.action().name().toLowerCase(Locale.ROOT);
        crossed.apply(action, Decimals.usd(threshold.atNanoUsd())).increment();
    }
}
