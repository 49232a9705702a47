package dev.cortexllm.config;

/**
 * The Redis that all routers of a gateway count in.
 *
 * @param url {@code redis://} or {@code rediss://}, host, port and perhaps the number of a database; never a password
 * @param credential id of the secret that is its password; null when it wants none
 * @param commandTimeoutMillis how long a request waits for it at the most
 * @param tag what all keys of the gateway share, so that they are in one slot of a cluster: the gateway's UID, outside
 *     Kubernetes its name
 */
public record RedisSettings(String url, String credential, long commandTimeoutMillis, String tag) {}
