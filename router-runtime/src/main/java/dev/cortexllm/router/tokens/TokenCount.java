package dev.cortexllm.router.tokens;

/**
 * How many tokens a prompt has.
 *
 * @param tokens the count, or the likeliest one
 * @param exact whether the provider counts the same to the token
 * @param atLeast what the prompt has in any case, as far as is known; the same as {@code tokens} where the count is exact
 */
public record TokenCount(long tokens, boolean exact, long atLeast) {}
