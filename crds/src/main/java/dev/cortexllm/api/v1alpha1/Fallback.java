package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What is tried after the chosen target failed and before the client has seen content.
 *
 * @param targets names of targets in the order in which they are tried after the chosen ones
 * @param maxAttempts upstream calls of one request at the most, the first included
 * @param chain a chain, instead of targets
 */
@ValidationRule(value = "!has(self.chain) || !has(self.targets)", message = "give targets or chain, not both")
public record Fallback(
        @Size(max = 16)
        @JsonPropertyDescription(
                "Names of the targets to try, in this order, after those that rule and strategy chose.")
        List<@Size(min = 1, max = 63) String> targets,

        @Default(Defaults.MAX_ATTEMPTS)
        @Min(1)
        @Max(10)
        @JsonPropertyDescription("Upstream calls of one request at the most, the first included.")
        Integer maxAttempts,

        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$")
        @Size(max = 63)
        @JsonPropertyDescription(
                "Instead of targets: HighQuality, CostOptimized, FastLatency, LocalOnly or CodeGeneration order all targets"
                        + " of the policy; any other name is one of spec.chains.")
        String chain) {

    /** With a list of targets. */
    public Fallback(List<String> targets, Integer maxAttempts) {
        this(targets, maxAttempts, null);
    }
}
