package dev.cortexllm.router.account;

import dev.cortexllm.config.Policy.LongPrompt;
import dev.cortexllm.config.Policy.Price;

/** What every kind of token costs in requests of one class of length, in pico-USD. */
record Tier(long input, long cached, long cacheWrite, long hourCacheWrite, long output, long reasoning) {

    /** The tier of a prompt of so many tokens. */
    static Tier of(Price price, long promptTokens) {
        LongPrompt longer = price.longPrompt();
        if (longer == null || promptTokens <= longer.aboveTokens()) {
            return ordinary(price);
        }
        long write = or(longer.cacheWritePicoUsd(), longer.inputPicoUsd());
        return new Tier(
                longer.inputPicoUsd(),
                or(longer.cachedInputPicoUsd(), longer.inputPicoUsd()),
                write,
                or(longer.hourCacheWritePicoUsd(), write),
                longer.outputPicoUsd(),
                or(longer.reasoningPicoUsd(), longer.outputPicoUsd()));
    }

    /** The tier of prompts that are not long. */
    static Tier ordinary(Price price) {
        long write = or(price.cacheWritePicoUsd(), price.inputPicoUsd());
        return new Tier(
                price.inputPicoUsd(),
                or(price.cachedInputPicoUsd(), price.inputPicoUsd()),
                write,
                or(price.hourCacheWritePicoUsd(), write),
                price.outputPicoUsd(),
                or(price.reasoningPicoUsd(), price.outputPicoUsd()));
    }

    long picoUsd(Usage usage) {
        long fromCache = Math.min(usage.cachedTokens(), usage.inputTokens());
        long written = Math.min(usage.cacheWriteTokens(), usage.inputTokens() - fromCache);
        long forAnHour = Math.min(usage.hourCacheWriteTokens(), written);
        long thought = Math.min(usage.reasoningTokens(), usage.outputTokens());
        long prompt = plus(
                plus(times(usage.inputTokens() - fromCache - written, input), times(fromCache, cached)),
                plus(times(written - forAnHour, cacheWrite), times(forAnHour, hourCacheWrite)));
        return plus(prompt, plus(times(usage.outputTokens() - thought, output), times(thought, reasoning)));
    }

    long mostPicoUsd(long promptTokens, long outputTokens) {
        long dearest = Math.max(Math.max(input, cached), Math.max(cacheWrite, hourCacheWrite));
        return plus(times(promptTokens, dearest), times(outputTokens, Math.max(output, reasoning)));
    }

    private static long or(Long own, long otherwise) {
        return own == null ? otherwise : own;
    }

    /** Neither factor is below 0. */
    private static long times(long tokens, long picoUsd) {
        long product = tokens * picoUsd;
        return Math.multiplyHigh(tokens, picoUsd) == 0 && product >= 0 ? product : Long.MAX_VALUE;
    }

    private static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
