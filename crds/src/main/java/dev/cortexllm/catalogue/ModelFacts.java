package dev.cortexllm.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cortexllm.api.v1alpha1.Capability;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is known of one model at one vendor. Anything but vendor and model may be null: unknown.
 *
 * @param vendor key of the vendor
 * @param model the model's id there
 * @param context largest sum of prompt and completion, in tokens
 * @param maxOutput largest completion, in tokens
 * @param inputUsd price of prompt tokens in USD per million
 * @param outputUsd price of completion tokens in USD per million
 * @param cachedInputUsd price of prompt tokens read from the vendor's cache, in USD per million
 * @param cacheWriteUsd price of prompt tokens written to the vendor's cache, in USD per million
 * @param hourCacheWriteUsd price of those written there to be kept for an hour, in USD per million
 * @param longPrompt what tokens cost instead when the prompt is long; null also where nothing changes
 * @param capabilities what the model can do
 * @param source where the row was read
 * @param date when, as {@code yyyy-mm-dd} or less of it
 * @param status whether it is still served
 */
public record ModelFacts(
        String vendor,
        String model,
        Long context,
        Long maxOutput,
        BigDecimal inputUsd,
        BigDecimal outputUsd,
        BigDecimal cachedInputUsd,
        BigDecimal cacheWriteUsd,
        BigDecimal hourCacheWriteUsd,
        LongPrompt longPrompt,
        Capabilities capabilities,
        String source,
        String date,
        Status status) {

    /** Whether a model is still served. */
    public enum Status {
        /** It is. */
        @JsonProperty("current")
        CURRENT,
        /** It is, and its vendor recommends a later one. */
        @JsonProperty("legacy")
        LEGACY,
        /** It is, and may change. */
        @JsonProperty("preview")
        PREVIEW,
        /** No more: old clients and documents name it. */
        @JsonProperty("retired")
        RETIRED
    }

    /**
     * What a model can do.
     *
     * @param tools it calls tools
     * @param vision it reads images
     * @param jsonSchema its answer can be bound to a JSON schema
     * @param reasoning it thinks before it answers
     */
    public record Capabilities(boolean tools, boolean vision, boolean jsonSchema, boolean reasoning) {
        /** As a set, in the order of {@link Capability}. */
        public Set<Capability> set() {
            Set<Capability> able = EnumSet.noneOf(Capability.class);
            put(able, Capability.TOOLS, tools);
            put(able, Capability.VISION, vision);
            put(able, Capability.JSON_SCHEMA, jsonSchema);
            put(able, Capability.REASONING, reasoning);
            return able;
        }

        /** What either can do. */
        Capabilities or(Capabilities other) {
            return new Capabilities(
                    tools || other.tools,
                    vision || other.vision,
                    jsonSchema || other.jsonSchema,
                    reasoning || other.reasoning);
        }

        private static void put(Set<Capability> able, Capability capability, boolean has) {
            if (has) {
                able.add(capability);
            }
        }
    }

    /**
     * What all tokens of a request cost whose prompt is long, in USD per million. The last three may be null: unknown.
     *
     * @param aboveTokens the longest prompt that is not long
     * @param inputUsd price of prompt tokens
     * @param outputUsd price of completion tokens
     * @param cachedInputUsd price of prompt tokens read from the vendor's cache
     * @param cacheWriteUsd price of prompt tokens written to the vendor's cache
     * @param hourCacheWriteUsd price of those written there to be kept for an hour
     */
    public record LongPrompt(
            long aboveTokens,
            BigDecimal inputUsd,
            BigDecimal outputUsd,
            BigDecimal cachedInputUsd,
            BigDecimal cacheWriteUsd,
            BigDecimal hourCacheWriteUsd) {}
}
