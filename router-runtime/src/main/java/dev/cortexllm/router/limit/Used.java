package dev.cortexllm.router.limit;

/**
 * What a request came to.
 *
 * @param requests 1; 0 when nobody received it
 * @param tokens tokens of prompt and answer; {@link #AS_ASKED} when nobody knows
 */
public record Used(int requests, long tokens) {
    /** Nobody knows: what was asked for stays counted. */
    public static final long AS_ASKED = -1;
}
