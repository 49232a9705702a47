package dev.cortexllm.sandbox.models.control;

import java.math.BigDecimal;

/**
 * What a vendor asks, in USD per million tokens.
 *
 * @param input for the prompt
 * @param output for the answer
 * @param cachedInput for the part of the prompt that is read from the prompt cache
 * @param cacheWrite for the part of the prompt that is written to the prompt cache
 */
public record Price(BigDecimal input, BigDecimal output, BigDecimal cachedInput, BigDecimal cacheWrite) {
    /** Nothing costs anything. */
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * Reads {@code input,output}, which may be followed by the price of cached input, and that by the price of a cache write;
     * where these are missing, the cache makes no difference.
     *
     * @throws IllegalArgumentException if it is not two to four numbers
     */
    public static Price parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length < 2 || parts.length > 4) {
            throw new IllegalArgumentException(wrong(text));
        }
        try {
            BigDecimal input = new BigDecimal(parts[0].trim());
            return new Price(
                    input,
                    new BigDecimal(parts[1].trim()),
                    parts.length > 2 ? new BigDecimal(parts[2].trim()) : input,
                    parts.length > 3 ? new BigDecimal(parts[3].trim()) : input);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
    }

    private static String wrong(String text) {
        return "prices must be two numbers, USD per million tokens of input and output, like 3,15, and perhaps those of cached"
                + " input and of cache writes, like 3,15,0.3,3.75: " + text;
    }

    /**
     * Returns the exact price of a request in USD.
     *
     * @param promptTokens tokens of the whole prompt
     * @param cachedTokens of these, read from the cache
     * @param writtenTokens of these, written to the cache
     * @param completionTokens tokens of the answer
     */
    public BigDecimal of(long promptTokens, long cachedTokens, long writtenTokens, long completionTokens) {
        return input.multiply(BigDecimal.valueOf(promptTokens - cachedTokens - writtenTokens))
                .add(cachedInput.multiply(BigDecimal.valueOf(cachedTokens)))
                .add(cacheWrite.multiply(BigDecimal.valueOf(writtenTokens)))
                .add(output.multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6)
                .stripTrailingZeros();
    }
}
