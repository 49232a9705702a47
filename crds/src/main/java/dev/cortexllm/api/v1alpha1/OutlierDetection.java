package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * When one endpoint among several is left alone.
 *
 * @param consecutiveFailures failures in a row
 * @param ejectFor how long the first time; each further time twice as long
 * @param maxEjectFor how long at the most
 * @param maxEjectedPercent share of the ready endpoints that may be left alone at the same time
 */
public record OutlierDetection(
        @Default(Defaults.EJECT_FAILURES)
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription("Failures in a row from which an endpoint is left alone.")
        Integer consecutiveFailures,

        @Default(Defaults.EJECT_FOR)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long the first time, for example 10s; each further time twice as long.")
        String ejectFor,

        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long at the most; 5m when absent, or ejectFor if that is longer.")
        String maxEjectFor,

        @Default(Defaults.EJECT_PERCENT)
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
                "Share of the ready endpoints, in percent, that may be left alone at the same time; further ones are used"
                        + " although they fail.")
        Integer maxEjectedPercent) {}
