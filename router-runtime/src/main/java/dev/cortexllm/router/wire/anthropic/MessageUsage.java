package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.account.Usage;

/**
 * What an answer used as Anthropic counts it, where input leaves out what the cache had or got (facts/wire/anthropic.md
 * section 3).
 *
 * @param input tokens of the prompt that have nothing to do with the cache
 * @param cacheCreation those written to the cache
 * @param cacheRead those read from it
 * @param output tokens of the answer, thinking included
 * @param thinking of these, thinking
 */
record MessageUsage(long input, long cacheCreation, long cacheRead, long output, long thinking) {

    /**
     * Counts anew.
     *
     * @param usage what was used, or null when nobody said
     * @return the counts, none below 0
     */
    static MessageUsage of(Usage usage) {
        if (usage == null) {
            return new MessageUsage(0, 0, 0, 0, 0);
        }
        long input = usage.inputTokens() - usage.cachedTokens() - usage.cacheWriteTokens();
        return new MessageUsage(
                Math.max(0, input),
                usage.cacheWriteTokens(),
                usage.cachedTokens(),
                usage.outputTokens(),
                usage.reasoningTokens());
    }
}
