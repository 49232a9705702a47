package dev.cortexllm.config;

import java.math.BigDecimal;

/**
 * Request parameters for where the client is silent; each may be null.
 *
 * @param maxTokens most tokens of an answer
 * @param temperature 0 to 2
 * @param topP 0 to 1
 */
public record Parameters(Integer maxTokens, BigDecimal temperature, BigDecimal topP) {
    /** Nothing is set. */
    public static final Parameters NONE = new Parameters(null, null, null);
}
