package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * A share of a rate limit at which somebody is told.
 *
 * @param percent share of the limit in percent
 * @param action what happens there
 */
public record LimitThreshold(
        @Required @Min(1) @Max(100) @JsonPropertyDescription("Share of the limit in percent.")
        Integer percent,

        @JsonPropertyDescription("What happens there: Notify (default), by a log line and a metric.")
        LimitAction action) {}
