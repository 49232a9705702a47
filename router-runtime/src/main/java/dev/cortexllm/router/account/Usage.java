package dev.cortexllm.router.account;

/**
 * What an answer used, as the upstream counts it.
 *
 * @param inputTokens tokens of the whole prompt, those read from or written to the provider's cache included
 * @param cachedTokens of these, read from the provider's cache
 * @param cacheWriteTokens of these, written to the provider's cache
 * @param outputTokens tokens of the completion, reasoning included
 * @param reasoningTokens of these, reasoning
 * @param hourCacheWriteTokens of {@code cacheWriteTokens}, those written to be kept for an hour and not for minutes
 */
public record Usage(
        long inputTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        long hourCacheWriteTokens) {

    /** Of an upstream that keeps all that it writes to its cache for the same time. */
    public Usage(long inputTokens, long cachedTokens, long cacheWriteTokens, long outputTokens, long reasoningTokens) {
        this(inputTokens, cachedTokens, cacheWriteTokens, outputTokens, reasoningTokens, 0);
    }

    /**
     * The same of a longer answer.
     *
     * @param tokens tokens of the completion
     * @param reasoning of these, reasoning
     * @return the usage
     */
    public Usage answering(long tokens, long reasoning) {
        return new Usage(inputTokens, cachedTokens, cacheWriteTokens, tokens, reasoning, hourCacheWriteTokens);
    }

    /**
     * Of an upstream that tells no more.
     *
     * @param inputTokens tokens of the prompt
     * @param outputTokens tokens of the completion
     */
    public Usage(long inputTokens, long outputTokens) {
        this(inputTokens, 0, 0, outputTokens, 0);
    }
}
