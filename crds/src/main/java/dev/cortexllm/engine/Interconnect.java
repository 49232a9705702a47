package dev.cortexllm.engine;

import java.util.List;
import java.util.Map;

/**
 * A kind of network between the nodes of a replica, an entry of {@code interconnects.yaml}.
 *
 * @param env variables of the engine
 * @param resources limits of its container
 * @param capabilities capabilities of its container
 * @param annotations annotations of its pods
 * @param source where that is written
 */
public record Interconnect(
        Map<String, String> env,
        Map<String, String> resources,
        List<String> capabilities,
        Map<String, String> annotations,
        String source) {
    /** Fills in what is absent. */
    public Interconnect {
        env = env == null ? Map.of() : env;
        resources = resources == null ? Map.of() : resources;
        capabilities = capabilities == null ? List.of() : capabilities;
        annotations = annotations == null ? Map.of() : annotations;
    }
}
