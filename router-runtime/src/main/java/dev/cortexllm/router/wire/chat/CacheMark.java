package dev.cortexllm.router.wire.chat;

/**
 * Asks the provider to cache the prompt up to here.
 *
 * @param ttl how long, {@code 5m} or {@code 1h}; null: the provider's default
 */
public record CacheMark(String ttl) {}
