package dev.cortexllm.sandbox.models.control;

import java.math.BigDecimal;

/**
 * One line of the bill.
 *
 * @param requestId the server's name of the request; an embedding has none, so its path stands here
 * @param clientRequestId the client's, from {@code x-request-id}, or null
 * @param promptTokens 0 when the request never had a slot
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
        int completionTokens,
        int deliveredTokens,
        boolean cancelled,
        BigDecimal usd) {}
