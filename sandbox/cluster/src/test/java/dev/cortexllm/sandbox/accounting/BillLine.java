package dev.cortexllm.sandbox.accounting;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line of a simulated provider's bill.
 *
 * @param attemptId what the router sent as {@code x-request-id}
 * @param promptTokens tokens of the prompt
 * @param completionTokens tokens that it made, wanted or not
 * @param cancelled whether the router left before the end
 * @param picoUsd what it asks for, exact
 */
record BillLine(String attemptId, long promptTokens, long completionTokens, boolean cancelled, long picoUsd) {
    private static final int PICO_DIGITS = 12;

    /** Reads what the control surface says. */
    static BillLine of(JsonNode entry) {
        return new BillLine(
                entry.path("clientRequestId").asText(),
                entry.path("promptTokens").asLong(),
                entry.path("completionTokens").asLong(),
                entry.path("cancelled").asBoolean(),
                entry.path("usd").decimalValue().movePointRight(PICO_DIGITS).longValueExact());
    }

    /** Whether it asks for anything: what never had a slot costs nothing. */
    boolean billed() {
        return picoUsd > 0;
    }
}
