package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.account.Cost;
import dev.cortexllm.router.account.Usage;
import java.nio.charset.StandardCharsets;

/**
 * What the client of a stream is told at its end, where headers come too late: an SSE comment, which every SSE reader
 * passes over, such as {@code : cortex cost_usd=0.000123 input_tokens=10 output_tokens=20}.
 */
final class CostNote {
    private CostNote() {}

    /**
     * Writes it.
     *
     * @param usage what the answer used
     * @param price what a token costs, or null when unknown; then no cost is told
     * @return the comment with its empty line
     */
    static byte[] of(Usage usage, Price price) {
        StringBuilder note = new StringBuilder(": cortex");
        if (price != null) {
            note.append(" cost_usd=").append(Cost.usd(Cost.picoUsd(usage, price)));
        }
        note.append(" input_tokens=").append(usage.inputTokens());
        note.append(" output_tokens=").append(usage.outputTokens());
        return note.append("\n\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
