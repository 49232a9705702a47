package dev.cortexllm.router.attempt;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** When an upstream wants to be asked again. Pure. */
final class RetryAfter {
    private static final int LONGEST_SECONDS = 60;
    private static final double MILLIS_PER_SECOND = 1000;

    private RetryAfter() {}

    /**
     * What an upstream asks for before the next try.
     *
     * @param retryAfter value of {@code retry-after}, or null: seconds or a date (RFC 9110, 10.2.3)
     * @param retryAfterMillis value of {@code retry-after-ms}, or null; it is preferred
     * @param now Unix seconds, for a date
     * @return seconds, rounded up, at most 60; 0 when nothing usable was said
     */
    static int seconds(String retryAfter, String retryAfterMillis, long now) {
        double seconds = number(retryAfterMillis) / MILLIS_PER_SECOND;
        if (seconds <= 0) {
            seconds = date(retryAfter) ? untilDate(retryAfter, now) : number(retryAfter);
        }
        return (int) Math.ceil(Math.min(LONGEST_SECONDS, Math.max(0, seconds)));
    }

    private static boolean date(String text) {
        return text != null && text.indexOf(',') > 0;
    }

    /** The upstream's clock may differ from ours: a date that is over means that it may be asked now. */
    private static double untilDate(String text, long now) {
        try {
            return (double) OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond()
                    - now;
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static double number(String text) {
        if (text == null || !text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return 0;
        }
        return Double.parseDouble(text.strip());
    }
}
