package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * What is known of one model of a provider. Fields that are absent come from the catalogue.
 *
 * @param name the model's id at the provider
 * @param contextWindow largest sum of prompt and completion, in tokens
 * @param inputUsdPerMillionTokens price of prompt tokens, decimal USD per million
 * @param outputUsdPerMillionTokens price of completion tokens, decimal USD per million
 */
public record ProviderModel(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Id of the model at the provider.")
        String name,

        @Min(1) @JsonPropertyDescription("Largest sum of prompt and completion, in tokens.")
        Long contextWindow,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens in USD per million, a decimal as text such as \"0.6\".")
        String inputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of completion tokens in USD per million, a decimal as text such as \"2.5\".")
        String outputUsdPerMillionTokens) {}
