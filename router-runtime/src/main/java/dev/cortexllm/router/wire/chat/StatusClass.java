package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.outcome.Failure.Kind;

/** What an upstream's HTTP status means when its body says nothing better. */
public final class StatusClass {
    private StatusClass() {}

    /**
     * Judges a status.
     *
     * @param status HTTP status of an answer, not 200
     * @return class of the failure, or null when the client's request is at fault
     */
    public static Kind of(int status) {
        return switch (status) {
            case 401, 403 -> Kind.UNAUTHORIZED;
            case 402 -> Kind.QUOTA;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 408, 504 -> Kind.TIMEOUT;
            case 413 -> Kind.TOO_LARGE;
            case 429 -> Kind.RATE_LIMITED;
            case 503, 529 -> Kind.OVERLOADED;
            default -> status >= 500 ? Kind.SERVER_ERROR : status >= 400 ? null : Kind.MALFORMED;
        };
    }

    /**
     * An error of which only the status is known.
     *
     * @param status HTTP status of an answer, not 200
     * @return the error without any words
     */
    public static UpstreamError error(int status) {
        return new UpstreamError(of(status), null, null, null, 0);
    }
}
