package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * How good a model is at one task.
 *
 * @param task the task
 * @param quality 0 to 100
 */
public record TaskQuality(
        @Required @JsonPropertyDescription("The task.") Task task,

        @Required @Min(0) @Max(100) @JsonPropertyDescription("How good the model is at it, from 0 to 100.")
        Integer quality) {}
