package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What a rule tries after the targets that it chose. Exactly one of the two is set.
 *
 * @param targets names of targets in the order in which they are tried; empty: none
 * @param chain a chain
 */
@ValidationRule(value = "has(self.targets) != has(self.chain)", message = "give exactly one of targets and chain")
public record RuleFallback(
        @Size(max = 16) @JsonPropertyDescription("Names of the targets to try, in this order; none when empty.")
        List<@Size(min = 1, max = 63) String> targets,

        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$")
        @Size(max = 63)
        @JsonPropertyDescription(
                "HighQuality, CostOptimized, FastLatency, LocalOnly, CodeGeneration, or the name of one of the policy's"
                        + " chains.")
        String chain) {}
