package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When a model of an upstream is left alone, judged by the last calls of one router.
 *
 * @param failurePercent share of failures from which it opens
 * @param slowPercent share of slow calls from which it opens
 * @param slowAfter how long a call takes to its first content to be slow
 * @param calls how many of the last calls count
 * @param minimumCalls how many there must have been before it judges
 * @param openFor how long it lets nothing through
 * @param probes calls that it lets through afterwards to see
 */
@ValidationRule(
        value = "!has(self.minimumCalls) || !has(self.calls) || self.minimumCalls <= self.calls",
        message = "minimumCalls must not be larger than calls")
public record CircuitBreaker(
        @Default(Defaults.BREAKER_FAILURES)
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Share of failures, in percent, from which nothing is let through.")
        Integer failurePercent,

        @Default(Defaults.BREAKER_SLOW)
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Share of slow calls, in percent, from which nothing is let through.")
        Integer slowPercent,

        @Default(Defaults.BREAKER_SLOW_AFTER)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long a call takes to its first content to be slow, for example 20s.")
        String slowAfter,

        @Default(Defaults.BREAKER_CALLS)
        @Min(1)
        @Max(10000)
        @JsonPropertyDescription("How many of the last calls count.")
        Integer calls,

        @Min(1)
        @Max(10000)
        @JsonPropertyDescription(
                "How many calls there must have been before they are judged by; 10 when absent, or as many as count.")
        Integer minimumCalls,

        @Default(Defaults.BREAKER_OPEN)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How long nothing is let through, for example 30s.")
        String openFor,

        @Default(Defaults.BREAKER_PROBES)
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("Calls that are let through afterwards, by which it is judged anew.")
        Integer probes) {}
