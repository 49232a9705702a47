package dev.cortexllm.api;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as resources spell them: one or more numbers with unit, such as {@code 500ms}, {@code 30s}, {@code 1m30s}. */
public final class Durations {
    /** What a duration looks like; used by every schema. */
    public static final String PATTERN = "^([0-9]{1,9}(ms|s|m|h))+$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text for example {@code 1m30s}
     * @return the duration, never negative
     * @throws IllegalArgumentException with a sentence when the text is not a duration
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write numbers with a unit, such as 500ms, 30s or 1m30s");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
        }
        return sum;
    }

    /**
     * Spells a duration as {@link #parse} reads it, in as few words as go.
     *
     * @param millis milliseconds, from 0 on
     * @return for example {@code 5m}, {@code 1m30s} or {@code 0s}
     */
    public static String text(long millis) {
        Duration left = Duration.ofMillis(millis);
        String text = part(left.toHours(), "h")
                + part(left.toMinutesPart(), "m")
                + part(left.toSecondsPart(), "s")
                + part(left.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }

    private static Duration unit(String symbol) {
        return switch (symbol) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }
}
