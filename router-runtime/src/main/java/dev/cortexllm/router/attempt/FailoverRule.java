package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Failure;

/** Which answers of an upstream are failures of the upstream, and which are for the client to see. Pure. */
final class FailoverRule {
    private static final int LONGEST_RETRY_AFTER_SECONDS = 60;
    private static final double MILLIS_PER_SECOND = 1000;

    private FailoverRule() {}

    /**
     * Judges a status.
     *
     * @param status the upstream's HTTP status
     * @return the class of failure, or null when the answer is the client's
     */
    static Failure.Kind failure(int status) {
        if (status == 401 || status == 403) {
            return Failure.Kind.UNAUTHORIZED;
        } else if (status == 408) {
            return Failure.Kind.TIMEOUT;
        } else if (status == 429) {
            return Failure.Kind.RATE_LIMITED;
        } else if (status >= 500) {
            return Failure.Kind.SERVER_ERROR;
        } else if (status >= 400 || status == 200) {
            return null;
        }
        return Failure.Kind.MALFORMED;
    }

    /**
     * What an upstream asks for before the next try.
     *
     * @param retryAfter value of {@code retry-after}, or null; only its form in seconds is understood
     * @param retryAfterMillis value of {@code retry-after-ms}, or null; it is preferred
     * @return seconds, rounded up, at most 60; 0 when nothing usable was said
     */
    static int retryAfterSeconds(String retryAfter, String retryAfterMillis) {
        double seconds = number(retryAfterMillis) / MILLIS_PER_SECOND;
        if (seconds <= 0) {
            seconds = number(retryAfter);
        }
        return (int) Math.ceil(Math.min(LONGEST_RETRY_AFTER_SECONDS, Math.max(0, seconds)));
    }

    private static double number(String text) {
        if (text == null || !text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return 0;
        }
        return Double.parseDouble(text.strip());
    }
}
