package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A range of tokens, both ends included.
 *
 * @param min fewest tokens; none when absent
 * @param max most tokens; any number when absent
 */
@ValidationRule(value = "has(self.min) || has(self.max)", message = "give min or max or both")
@ValidationRule(
        value = "!has(self.min) || !has(self.max) || self.min <= self.max",
        message = "min must not be above max")
public record TokenRange(
        @Min(0) @Max(1000000000) @JsonPropertyDescription("Fewest tokens.")
        Long min,

        @Min(0) @Max(1000000000) @JsonPropertyDescription("Most tokens.")
        Long max) {}
