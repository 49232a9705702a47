package dev.cortexllm.operator.compilation;

import dev.cortexllm.compile.Resource;
import dev.cortexllm.compile.ResourceId;
import dev.cortexllm.compile.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a compilation has read, as far as it is compared with what the next one reads.
 *
 * @param policies generation of each policy, whatever the compilation made of it
 * @param targets each provider and each deployment; what the caches still hold is the same object, so that comparing is cheap
 */
public record Inputs(Map<ResourceId, Long> policies, Map<ResourceId, Resource<?>> targets) {
    /** Of a configuration that is derived from another one. */
    public static final Inputs NONE = new Inputs(Map.of(), Map.of());

    /** Those of a compilation. */
    static Inputs of(Resources resources) {
        Map<ResourceId, Resource<?>> targets = new HashMap<>();
        for (List<? extends Resource<?>> kind : List.of(resources.providers(), resources.deployments())) {
            kind.forEach(target -> targets.put(target.id(), target));
        }
        return new Inputs(
                resources.policies().stream().collect(Collectors.toUnmodifiableMap(Resource::id, Resource::generation)),
                targets);
    }
}
