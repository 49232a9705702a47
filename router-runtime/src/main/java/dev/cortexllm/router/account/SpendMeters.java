package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import java.util.function.Function;

/** Tokens and cost of one way through the router, out of ledger entries. Safe for any thread. */
public final class SpendMeters {
    private static final double PICO_PER_USD = 1e12;

    private final Function<String, Counter> tokens;
    private final Counter input;
    private final Counter output;
    private final Counter costUsd;
    private volatile Counter cached;
    private volatile Counter cacheWrite;
    private volatile Counter reasoning;

    /**
     * @param tokens makes the counter of one kind; the registry gives the same for the same kind
     * @param costUsd counts USD
     */
    SpendMeters(Function<String, Counter> tokens, Counter costUsd) {
        this.tokens = tokens;
        this.input = tokens.apply("input");
        this.output = tokens.apply("output");
        this.costUsd = costUsd;
    }

    /**
     * Counts tokens and their price.
     *
     * @param usage what was used, or null when nobody knows
     * @param picoUsd its price in pico-USD
     */
    public void used(Usage usage, long picoUsd) {
        costUsd.increment(picoUsd / PICO_PER_USD);
        if (usage == null) {
            return;
        }
        input.increment(usage.inputTokens());
        output.increment(usage.outputTokens());
        cached = counted(cached, "cached_input", usage.cachedTokens());
        cacheWrite = counted(cacheWrite, "cache_write", usage.cacheWriteTokens());
        reasoning = counted(reasoning, "reasoning", usage.reasoningTokens());
    }

    /** Kinds that a model never has are not told. */
    private Counter counted(Counter known, String kind, long by) {
        if (by == 0) {
            return known;
        }
        Counter counter = known == null ? tokens.apply(kind) : known;
        counter.increment(by);
        return counter;
    }
}
