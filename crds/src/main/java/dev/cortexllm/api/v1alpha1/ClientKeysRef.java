package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names a Secret in the namespace of the gateway, or one key of its data.
 *
 * @param name the Secret's name
 * @param key the key in its data; every key of it is one client's when absent
 */
public record ClientKeysRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the Secret.")
        String name,

        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
                "Key in the Secret's data; when absent each entry of the data is one client's API key, named by the entry.")
        String key) {}
