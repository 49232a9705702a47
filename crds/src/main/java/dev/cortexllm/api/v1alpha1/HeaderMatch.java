package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A request header that a rule asks for.
 *
 * @param name its name, case-insensitive
 * @param value its exact value; any value when absent
 */
public record HeaderMatch(
        @Required
        @Size(min = 1, max = 256)
        @Pattern("^[A-Za-z0-9!#$%&'*+.^_|~-]+$")
        @JsonPropertyDescription("Name of the header, case-insensitive.")
        String name,

        @Size(max = 4096) @JsonPropertyDescription("Exact value; any value when absent.")
        String value) {}
