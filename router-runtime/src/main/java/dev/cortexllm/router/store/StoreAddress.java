package dev.cortexllm.router.store;

import dev.cortexllm.config.RedisSettings;

/**
 * Where routers count together.
 *
 * @param settings the Redis
 * @param password its password; null when it wants none
 */
public record StoreAddress(RedisSettings settings, String password) {
    /** Never prints the password. */
    @Override
    public String toString() {
        return "StoreAddress[" + settings.url() + "]";
    }
}
