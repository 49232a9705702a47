package dev.cortexllm.router.attempt;

/** When an upstream wants to be asked again. Pure. */
final class RetryAfter {
    private static final int LONGEST_SECONDS = 60;
    private static final double MILLIS_PER_SECOND = 1000;

    private RetryAfter() {}

    /**
     * What an upstream asks for before the next try.
     *
     * @param retryAfter value of {@code retry-after}, or null; only its form in seconds is understood
     * @param retryAfterMillis value of {@code retry-after-ms}, or null; it is preferred
     * @return seconds, rounded up, at most 60; 0 when nothing usable was said
     */
    static int seconds(String retryAfter, String retryAfterMillis) {
        double seconds = number(retryAfterMillis) / MILLIS_PER_SECOND;
        if (seconds <= 0) {
            seconds = number(retryAfter);
        }
        return (int) Math.ceil(Math.min(LONGEST_SECONDS, Math.max(0, seconds)));
    }

    private static double number(String text) {
        if (text == null || !text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return 0;
        }
        return Double.parseDouble(text.strip());
    }
}
