package dev.cortexllm.router.wire.chat;

import java.math.BigDecimal;

/**
 * How the next token is drawn; null where the client is silent. Decimals keep the client's digits.
 *
 * @param temperature 0 to 2 in OpenAI's sense
 * @param topP 0 to 1
 * @param topK at least 1
 * @param presencePenalty -2 to 2
 * @param frequencyPenalty -2 to 2
 * @param seed for repeatable draws
 */
public record Sampling(
        BigDecimal temperature,
        BigDecimal topP,
        Integer topK,
        BigDecimal presencePenalty,
        BigDecimal frequencyPenalty,
        Long seed) {
    /** The client said nothing. */
    public static final Sampling SILENT = new Sampling(null, null, null, null, null, null);
}
