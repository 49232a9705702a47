package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * When requests leave self-hosted models for the other targets under strategy LocalFirst.
 *
 * @param whenQueueWaitExceeds the estimated wait in the local queue from which the overflowing share spills
 */
public record Spillover(
        @Default(Defaults.SPILL_WAIT)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "Estimated wait in the local queue from which the overflowing share of requests spills, for example"
                        + " 2s.")
        String whenQueueWaitExceeds) {}
