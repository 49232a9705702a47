package dev.cortexllm.router.ledger;

/**
 * A number that an entry adds to, in Redis.
 *
 * @param key key of the hash behind the gateway's tag, such as {@code stats:2026-11-27}
 * @param field its field
 * @param by how much is added
 * @param keptSeconds how long the hash is kept from now on; 0: as long as there is room
 */
public record Increment(String key, String field, long by, long keptSeconds) {}
