package dev.cortexllm.sandbox.models.control;

import java.math.BigDecimal;

/**
 * What a vendor asks, in USD per million tokens.
 *
 * @param input for the prompt
 * @param output for the answer
 */
public record Price(BigDecimal input, BigDecimal output) {
    /** Nothing costs anything. */
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /**
     * Reads {@code input,output}.
     *
     * @throws IllegalArgumentException if it is not two numbers
     */
    public static Price parse(String text) {
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 2) {
                return new Price(new BigDecimal(parts[0].trim()), new BigDecimal(parts[1].trim()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "prices must be two numbers, USD per million tokens of input and output, like 3,15: " + text;
    }

    /** Returns the exact price of a request in USD. */
    public BigDecimal of(long promptTokens, long completionTokens) {
        return input.multiply(BigDecimal.valueOf(promptTokens))
                .add(output.multiply(BigDecimal.valueOf(completionTokens)))
                .movePointLeft(6)
                .stripTrailingZeros();
    }
}
