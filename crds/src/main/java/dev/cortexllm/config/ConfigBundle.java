package dev.cortexllm.config;

import java.util.Map;

/**
 * A configuration together with the secrets it names and the hash by which both are known.
 *
 * @param config the configuration
 * @param secrets secret values by the ids that {@link Upstream#credentials()} and {@link RedisSettings#credential()} hold; never logged
 * @param digestKey random key of this gateway under which secrets are digested into the hash, so that a changed secret
 *     changes the hash although the hash tells nothing about it
 * @param hash see {@link ConfigHash}
 */
public record ConfigBundle(RouterConfig config, Map<String, String> secrets, String digestKey, String hash) {

    /**
     * Puts a bundle together and computes its hash.
     *
     * @param config the configuration
     * @param secrets values of at least all credential ids in it
     * @param digestKey any non-empty text, constant per gateway
     * @return the bundle
     */
    public static ConfigBundle of(RouterConfig config, Map<String, String> secrets, String digestKey) {
        Map<String, String> copy = Map.copyOf(secrets);
        return new ConfigBundle(config, copy, digestKey, ConfigHash.of(config, copy, digestKey));
    }

    /** Never prints a secret. */
    @Override
    public String toString() {
        return "ConfigBundle[" + config.gateway() + " " + hash + ", " + secrets.size() + " secrets]";
    }
}
