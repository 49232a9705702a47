package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names another resource.
 *
 * @param name its name
 * @param namespace its namespace; null means that of the resource which holds the reference
 */
public record ObjectRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the resource.")
        String name,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription("Namespace of the resource; the referring resource's own when absent.")
        String namespace) {}
