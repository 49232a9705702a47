package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * When requests leave self-hosted models for the other targets under strategy LocalFirst.
 *
 * @param whenQueueWaitExceeds the estimated wait in the local queue from which the overflowing share spills
 * @param whenCold what happens to requests for a local model of which no replica is ready
 * @param maxWait how long a request waits for a cold model at the most
 * @param maxWaiting how many requests of one router wait for a cold model at the most
 * @param budget what spilling may cost
 */
public record Spillover(
        @Default(Defaults.SPILL_WAIT)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "Estimated wait in the local queue from which the overflowing share of requests spills, for example"
                        + " 2s.")
        String whenQueueWaitExceeds,

        @Default("Spill")
        @JsonPropertyDescription(
                "What happens to requests for a self-hosted model of which no replica is ready: Spill sends them to the"
                        + " other targets until one is, Wait lets them wait for it.")
        WhenCold whenCold,

        @Default(Defaults.COLD_WAIT)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "How long a request waits under whenCold Wait at the most, for example 5m; then the other targets are tried.")
        String maxWait,

        @Default(Defaults.COLD_WAITING)
        @Min(1)
        @Max(100000)
        @JsonPropertyDescription(
                "How many requests of one router wait for a model under whenCold Wait at the most; more are refused with"
                        + " status 429.")
        Integer maxWaiting,

        @JsonPropertyDescription(
                "What spilled requests may cost; when it is spent requests stay in the local queue. No limit when absent.")
        SpillBudget budget) {

    /** By the length of the queue alone. */
    public Spillover(String whenQueueWaitExceeds) {
        this(whenQueueWaitExceeds, null, null, null, null);
    }
}
