package dev.cortexllm.router.account;

/**
 * What an answer used, as the upstream counts it.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the completion
 */
public record Usage(long inputTokens, long outputTokens) {}
