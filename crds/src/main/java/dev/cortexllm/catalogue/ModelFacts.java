package dev.cortexllm.catalogue;

import java.math.BigDecimal;

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
        String date) {

    /**
     * What a model can do.
     *
     * @param tools it calls tools
     * @param vision it reads images
     * @param jsonSchema its answer can be bound to a JSON schema
     * @param reasoning it thinks before it answers
     */
    public record Capabilities(boolean tools, boolean vision, boolean jsonSchema, boolean reasoning) {}

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
