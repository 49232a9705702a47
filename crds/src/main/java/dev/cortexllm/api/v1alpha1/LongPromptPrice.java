package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * What all tokens of a request cost whose prompt is long, decimal USD per million. A price that is absent is that of prompt or
 * completion here, not that of a prompt which is not long.
 *
 * @param aboveTokens the longest prompt that is not long, in tokens
 * @param inputUsdPerMillionTokens of prompt tokens
 * @param outputUsdPerMillionTokens of completion tokens
 * @param cachedInputUsdPerMillionTokens of prompt tokens that the provider reads from its cache
 * @param cacheWriteUsdPerMillionTokens of prompt tokens that the provider writes to its cache
 * @param hourCacheWriteUsdPerMillionTokens of those that it is to keep for an hour
 * @param reasoningUsdPerMillionTokens of completion tokens that are reasoning
 */
public record LongPromptPrice(
        @Required @Min(1) @JsonPropertyDescription("The longest prompt that is not long, in tokens.")
        Long aboveTokens,

        @Required
        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens in USD per million.")
        String inputUsdPerMillionTokens,

        @Required
        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of completion tokens in USD per million.")
        String outputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens read from the cache in USD per million.")
        String cachedInputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens written to the cache in USD per million.")
        String cacheWriteUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens written to the cache for an hour in USD per million.")
        String hourCacheWriteUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of completion tokens that are reasoning in USD per million.")
        String reasoningUsdPerMillionTokens) {}
