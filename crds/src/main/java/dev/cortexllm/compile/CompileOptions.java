package dev.cortexllm.compile;

import java.util.List;
import java.util.Map;

/**
 * Circumstances of a compilation.
 *
 * @param digestKey the gateway's key for digests of secrets, non-empty
 * @param clusterDomain DNS domain of the cluster, such as {@code cluster.local}; null outside Kubernetes
 * @param staticEndpoints base URLs of deployments by {@code namespace/name}, outside Kubernetes; they win over annotation
 *     {@code cortexllm.dev/endpoints}
 * @param allowLoopback whether resources may name addresses of the machine that the router runs on. True on a person's own
 *     machine; in a cluster that would reach the router pod's own admin port
 */
public record CompileOptions(
        String digestKey, String clusterDomain, Map<String, List<String>> staticEndpoints, boolean allowLoopback) {
    /** Checks the key and copies the endpoints. */
    public CompileOptions {
        if (digestKey == null || digestKey.isEmpty()) {
            throw new IllegalArgumentException("digestKey must not be empty");
        }
        staticEndpoints = Map.copyOf(staticEndpoints);
    }
}
