package dev.cortexllm.router.account;

/**
 * What an answer used, as the upstream counts it.
 *
 * @param inputTokens tokens of the whole prompt, those read from or written to the provider's cache included
 * @param cachedTokens of these, read from the provider's cache
 * @param cacheWriteTokens of these, written to the provider's cache
 * @param outputTokens tokens of the completion, reasoning included
 * @param reasoningTokens of these, reasoning
 */
public record Usage(
        long inputTokens, long cachedTokens, long cacheWriteTokens, long outputTokens, long reasoningTokens) {

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
