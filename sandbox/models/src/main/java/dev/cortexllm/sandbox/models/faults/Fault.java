package dev.cortexllm.sandbox.models.faults;

import java.util.OptionalInt;

/**
 * What goes wrong, once it does.
 *
 * @param afterTokens tokens delivered before it strikes; for {@code stall} and {@code disconnect}, absent means before
 *     the headers, elsewhere 0
 * @param code HTTP status of {@code status}, and kind of error of {@code errorEvent}
 * @param body body of {@code status}, or null for the vendor's shape
 * @param message text of the error in the vendor's shape
 * @param retryAfter Retry-After header of {@code status}, or null
 * @param factor of {@code slow}, above 0
 * @param bytes size of a write of {@code split}, at least 1
 */
public record Fault(
        FaultKind kind,
        OptionalInt afterTokens,
        int code,
        String body,
        String message,
        String retryAfter,
        double factor,
        int bytes) {
    /** Returns whether it strikes in place of an answer, without asking the engine. */
    public boolean beforeAnswer() {
        return switch (kind) {
            case STATUS, WRONG_CONTENT_TYPE -> true;
            case STALL, DISCONNECT -> afterTokens.isEmpty();
            default -> false;
        };
    }

    /** Returns the delivered tokens at which it strikes. */
    public int strikesAt() {
        return afterTokens.orElse(0);
    }
}
