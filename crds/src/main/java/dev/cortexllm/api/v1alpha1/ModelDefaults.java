package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Decimals;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * What requests to one model say where the client is silent. Each field comes before the provider's own default.
 *
 * @param maxTokens most tokens of an answer
 * @param temperature a decimal from 0 to 2
 * @param topP a decimal from 0 to 1
 */
@ValidationRule(value = Decimals.TEMPERATURE_RULE, message = Decimals.TEMPERATURE_MESSAGE)
@ValidationRule(value = Decimals.TOP_P_RULE, message = Decimals.TOP_P_MESSAGE)
public record ModelDefaults(
        @Min(1) @Max(Integer.MAX_VALUE) @JsonPropertyDescription("Most tokens of an answer.")
        Integer maxTokens,

        @Size(max = 12) @JsonPropertyDescription("Sampling temperature from 0 to 2, a decimal as text such as \"0.7\".")
        String temperature,

        @Size(max = 12) @JsonPropertyDescription("Nucleus sampling from 0 to 1, a decimal as text such as \"0.9\".")
        String topP) {}
