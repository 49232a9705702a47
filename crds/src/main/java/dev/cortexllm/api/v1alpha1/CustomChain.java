package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * A list of targets under a name, for several fallbacks.
 *
 * @param name how fallbacks call it
 * @param targets names of targets in the order in which they are tried
 */
public record CustomChain(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("How fallback.chain calls it.")
        String name,

        @Required @Size(min = 1, max = 16) @JsonPropertyDescription("Names of the targets to try, in this order.")
        List<@Size(min = 1, max = 63) String> targets) {}
