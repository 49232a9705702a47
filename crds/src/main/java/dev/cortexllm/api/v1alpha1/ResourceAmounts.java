package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.IntOrString;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/**
 * Kubernetes' resource requests and limits of one container.
 *
 * @param requests quantities to reserve, by resource name
 * @param limits quantities not to exceed, by resource name
 */
public record ResourceAmounts(
        @Size(max = 32)
        @JsonPropertyDescription(
                "Quantities to reserve, by resource name (cpu, memory, nvidia.com/gpu). Whole numbers need no quotes.")
        Map<String, @IntOrString @Size(max = 64) String> requests,

        @Size(max = 32)
        @JsonPropertyDescription("Quantities not to exceed, by resource name. Whole numbers need no quotes.")
        Map<String, @IntOrString @Size(max = 64) String> limits) {}
