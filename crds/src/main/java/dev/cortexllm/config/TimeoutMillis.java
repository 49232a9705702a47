package dev.cortexllm.config;

/**
 * How long to wait at each stage of one attempt, in milliseconds.
 *
 * @param connect until a connection stands
 * @param firstByte until the answer's first content
 * @param idle between two pieces of a stream
 * @param total for the whole attempt
 */
public record TimeoutMillis(long connect, long firstByte, long idle, long total) {}
