package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What is known of one model of a provider. Fields that are absent come from the catalogue.
 *
 * @param name the model's id at the provider
 * @param contextWindow largest sum of prompt and completion, in tokens
 * @param maxOutputTokens most tokens of one answer
 * @param defaults what requests say where the client is silent; before the provider's own defaults
 * @param inputUsdPerMillionTokens price of prompt tokens, decimal USD per million
 * @param outputUsdPerMillionTokens price of completion tokens, decimal USD per million
 * @param cachedInputUsdPerMillionTokens price of prompt tokens that the provider reads from its cache, decimal USD per
 *     million
 * @param cacheWriteUsdPerMillionTokens price of prompt tokens that the provider writes to its cache, decimal USD per million
 * @param hourCacheWriteUsdPerMillionTokens price of those that it is to keep for an hour, decimal USD per million
 * @param reasoningUsdPerMillionTokens price of completion tokens that are reasoning, decimal USD per million
 * @param longPrompt what tokens cost instead when the prompt is long
 * @param capabilities what it can do; what the catalogue knows when absent
 * @param quality how good it is over all, 0 to 100; what the catalogue knows when absent
 * @param qualityByTask how good it is at single tasks; what the catalogue knows where absent, unless quality is given
 */
@ValidationRule(
        value = "!has(self.maxOutputTokens) || !has(self.defaults) || !has(self.defaults.maxTokens)"
                + " || self.defaults.maxTokens <= self.maxOutputTokens",
        message = "defaults.maxTokens must not be above maxOutputTokens")
public record ProviderModel(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Id of the model at the provider.")
        String name,

        @Min(1) @JsonPropertyDescription("Largest sum of prompt and completion, in tokens.")
        Long contextWindow,

        @Min(1) @JsonPropertyDescription("Most tokens of one answer.")
        Long maxOutputTokens,

        @JsonPropertyDescription("What requests say where the client is silent, before the provider's own defaults.")
        ModelDefaults defaults,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of prompt tokens in USD per million, a decimal as text such as \"0.6\".")
        String inputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription("Price of completion tokens in USD per million, a decimal as text such as \"2.5\".")
        String outputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription(
                "Price of prompt tokens read from the provider's cache in USD per million, a decimal as text such as"
                        + " \"0.1\"; that of other prompt tokens when unknown.")
        String cachedInputUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription(
                "Price of prompt tokens written to the provider's cache in USD per million, a decimal as text; that of other"
                        + " prompt tokens when unknown.")
        String cacheWriteUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription(
                "Price of prompt tokens written to the provider's cache for an hour in USD per million, a decimal as text;"
                        + " that of other writes when unknown.")
        String hourCacheWriteUsdPerMillionTokens,

        @Size(max = 19)
        @Pattern("^[0-9]{1,9}(\\.[0-9]{1,9})?$")
        @JsonPropertyDescription(
                "Price of completion tokens that are reasoning in USD per million, a decimal as text; that of other"
                        + " completion tokens when unknown.")
        String reasoningUsdPerMillionTokens,

        @JsonPropertyDescription("What all tokens of a request cost instead when its prompt is long.")
        LongPromptPrice longPrompt,

        @ListType(ListType.Kind.SET)
        @Size(max = 5)
        @JsonPropertyDescription(
                "What the model can do, all of it; what the catalogue knows when absent. LongContext goes by contextWindow.")
        List<Capability> capabilities,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How good the model is over all, from 0 to 100; what the catalogue knows when absent.")
        Integer quality,

        @ListType(value = ListType.Kind.MAP, key = "task")
        @Size(max = 11)
        @JsonPropertyDescription(
                "How good the model is at single tasks; what the catalogue knows for those that are not listed, unless quality"
                        + " is given.")
        List<TaskQuality> qualityByTask) {

    /** Of which nothing but limits, defaults and prices is said. */
    public ProviderModel(
            String name,
            Long contextWindow,
            Long maxOutputTokens,
            ModelDefaults defaults,
            String inputUsdPerMillionTokens,
            String outputUsdPerMillionTokens,
            String cachedInputUsdPerMillionTokens,
            String cacheWriteUsdPerMillionTokens,
            String hourCacheWriteUsdPerMillionTokens,
            String reasoningUsdPerMillionTokens,
            LongPromptPrice longPrompt) {
        this(
                name,
                contextWindow,
                maxOutputTokens,
                defaults,
                inputUsdPerMillionTokens,
                outputUsdPerMillionTokens,
                cachedInputUsdPerMillionTokens,
                cacheWriteUsdPerMillionTokens,
                hourCacheWriteUsdPerMillionTokens,
                reasoningUsdPerMillionTokens,
                longPrompt,
                null,
                null,
                null);
    }

    /** Without other prices than those of prompt, completion and what is read from the cache. */
    public ProviderModel(
            String name,
            Long contextWindow,
            Long maxOutputTokens,
            ModelDefaults defaults,
            String inputUsdPerMillionTokens,
            String outputUsdPerMillionTokens,
            String cachedInputUsdPerMillionTokens) {
        this(
                name,
                contextWindow,
                maxOutputTokens,
                defaults,
                inputUsdPerMillionTokens,
                outputUsdPerMillionTokens,
                cachedInputUsdPerMillionTokens,
                null,
                null,
                null,
                null);
    }
}
