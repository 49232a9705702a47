package dev.cortexllm.config;

import dev.cortexllm.api.v1alpha1.WireFormat;
import java.util.List;
import java.util.Map;

/**
 * Something that can be called: a provider's API or a model deployment's engine pods.
 *
 * @param id {@code provider/namespace/name} or {@code deployment/namespace/name}; state that survives a reload is keyed by it
 * @param name short name shown to clients in {@code x-cortex-provider}
 * @param uid the resource's UID, empty outside Kubernetes
 * @param generation the resource's generation that this entry was compiled from
 * @param format the wire format spoken
 * @param vendor vendor key of the catalogue
 * @param baseUrl URL to which the endpoint's path is added; for a deployment only its path counts, the host comes from
 *     endpoints
 * @param credentials ids of the secrets to use, in order of preference; empty when none is needed
 * @param headers further request headers
 * @param timeouts how long to wait for it
 * @param engine set for a deployment, null for a provider
 */
public record Upstream(
        String id,
        String name,
        String uid,
        long generation,
        WireFormat format,
        String vendor,
        String baseUrl,
        List<String> credentials,
        Map<String, String> headers,
        TimeoutMillis timeouts,
        EngineConfig engine) {

    /** Whether requests stay inside the cluster. */
    public boolean local() {
        return engine != null;
    }
}
