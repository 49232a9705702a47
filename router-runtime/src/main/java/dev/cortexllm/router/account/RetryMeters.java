package dev.cortexllm.router.account;

import dev.cortexllm.router.outcome.Failure;
import io.micrometer.core.instrument.Counter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Counters of a policy's repetitions, each registered when it first counts. Safe for any thread. */
public final class RetryMeters {
    private final BiFunction<String, String, Counter> repetitions;
    private final Counter exhausted;
    private final Map<String, Counter> known = new ConcurrentHashMap<>();

    RetryMeters(BiFunction<String, String, Counter> repetitions, Counter exhausted) {
        this.repetitions = repetitions;
        this.exhausted = exhausted;
    }

    /** What a repetition came to. */
    public enum Outcome {
        /** An answer. */
        ANSWERED,
        /** Another failure. */
        FAILED,
        /** Nothing, the client left. */
        CANCELLED
    }

    /**
     * Counts a repetition when it is over.
     *
     * @param after the failure after which it was made
     * @param outcome what it came to
     */
    public void repeated(Failure.Kind after, Outcome outcome) {
        String kind = after.name().toLowerCase(Locale.ROOT);
        String came = outcome.name().toLowerCase(Locale.ROOT);
        known.computeIfAbsent(kind + " " + came, key -> repetitions.apply(kind, came))
                .increment();
    }

    /** Counts a repetition that the budget did not allow. */
    public void exhausted() {
        exhausted.increment();
    }
}
