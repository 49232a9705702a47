package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Names one key of a Secret in the namespace of the resource that holds the reference. Only Secrets labelled {@code
 * cortexllm.dev/credential: "true"} are ever read.
 *
 * @param name the Secret's name
 * @param key the key in its data
 */
public record SecretKeyRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the Secret.")
        String name,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Key in the Secret's data.")
        String key) {}
