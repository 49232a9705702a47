package dev.cortexllm.router.tokens;

/**
 * By how much a request does not fit a model's context.
 *
 * @param window the model's context in tokens
 * @param count the prompt's tokens
 * @param asked tokens asked for the answer, as far as they count against the context; else 0
 */
public record TooLong(long window, TokenCount count, long asked) {}
