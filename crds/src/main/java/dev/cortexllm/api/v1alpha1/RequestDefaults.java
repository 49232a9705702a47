package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Decimals;
import dev.cortexllm.api.Durations;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * What a provider's requests say where the client is silent, and how long they may take.
 *
 * @param maxTokens most tokens of an answer
 * @param temperature a decimal from 0 to 2
 * @param topP a decimal from 0 to 1
 * @param timeout longest duration of one attempt, where {@link Timeouts#total()} does not say
 */
@ValidationRule(value = Decimals.TEMPERATURE_RULE, message = Decimals.TEMPERATURE_MESSAGE)
@ValidationRule(value = Decimals.TOP_P_RULE, message = Decimals.TOP_P_MESSAGE)
public record RequestDefaults(
        @Min(1) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("Most tokens of an answer.")
        Integer maxTokens,

        @Size(max = 12) @JsonPropertyDescription("Sampling temperature from 0 to 2, a decimal as text such as \"0.7\".")
        String temperature,

        @Size(max = 12) @JsonPropertyDescription("Nucleus sampling from 0 to 1, a decimal as text such as \"0.9\".")
        String topP,

        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription(
                "Longest duration of one attempt as a whole, for example 60s; timeouts.total comes first where it is given.")
        String timeout) {}
