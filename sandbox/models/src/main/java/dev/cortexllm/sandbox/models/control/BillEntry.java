package dev.cortexllm.sandbox.models.control;

import java.math.BigDecimal;

/**
 * One line of the bill.
 *
 * @param requestId the server's name of the request; an embedding has none, so its path stands here
 * @param clientRequestId the client's, from {@code x-request-id}, or null
 * @param promptTokens 0 when the request never had a slot
 * @param cachedTokens of these, read from the prompt cache
 * @param writtenTokens of these, written to the prompt cache
 * @param completionTokens tokens made, which is what is billed
 * @param deliveredTokens tokens handed to a connection that was still open
 * @param cancelled whether the client left before the end
 * @param usd the price
 */
public record BillEntry(
        String requestId,
        String clientRequestId,
        String model,
        int promptTokens,
        int cachedTokens,
        int writtenTokens,
        int completionTokens,
        int deliveredTokens,
        boolean cancelled,
        BigDecimal usd) {
    /** A prompt without an answer and without a cache, such as an embedding's; its price is still to be computed. */
    public static BillEntry ofPrompt(String requestId, String clientRequestId, int promptTokens) {
        return new BillEntry(requestId, clientRequestId, "", promptTokens, 0, 0, 0, 0, false, BigDecimal.ZERO);
    }

    /** The same at a price. */
    BillEntry costing(BigDecimal amount) {
        return new BillEntry(
                requestId,
                clientRequestId,
                model,
                promptTokens,
                cachedTokens,
                writtenTokens,
                completionTokens,
                deliveredTokens,
                cancelled,
                amount);
    }
}
