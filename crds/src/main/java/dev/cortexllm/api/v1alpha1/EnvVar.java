package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * An environment variable with a plain value.
 *
 * @param name its name
 * @param value its value
 */
public record EnvVar(
        @Required @Size(min = 1, max = 253) @Pattern("^[-._a-zA-Z][-._a-zA-Z0-9]*$") @JsonPropertyDescription("Name.")
        String name,

        @Required @Size(min = 1, max = 4096) @JsonPropertyDescription("Value; never a secret.")
        String value) {}
