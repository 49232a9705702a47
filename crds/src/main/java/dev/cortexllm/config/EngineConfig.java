package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.api.v1alpha1.EngineType;
import java.util.List;

/**
 * How to reach and read the engine pods of a deployment.
 *
 * @param type which engine is run
 * @param port their port
 * @param concurrency requests that one replica works on at the same time
 * @param headlessHost DNS name of the headless Service, asked only when the link has never told endpoints; null outside
 *     Kubernetes
 * @param staticEndpoints base URLs that replace discovery outside Kubernetes, scheme, host and port without a path (that of
 *     the upstream's base URL is added); empty otherwise
 * @param balancing how requests are spread over them; null: {@link Balancing#USUAL}
 * @param suspended whether none runs because somebody said so: nobody asks them, and nobody waits for them
 */
public record EngineConfig(
        EngineType type,
        int port,
        int concurrency,
        String headlessHost,
        List<String> staticEndpoints,
        Balancing balancing,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspended) {

    /** Not suspended. */
    public EngineConfig(
            EngineType type,
            int port,
            int concurrency,
            String headlessHost,
            List<String> staticEndpoints,
            Balancing balancing) {
        this(type, port, concurrency, headlessHost, staticEndpoints, balancing, false);
    }

    /** With the usual balancing. */
    public EngineConfig(EngineType type, int port, int concurrency, String headlessHost, List<String> staticEndpoints) {
        this(type, port, concurrency, headlessHost, staticEndpoints, null);
    }
}
