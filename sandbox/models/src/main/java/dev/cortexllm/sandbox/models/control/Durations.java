package dev.cortexllm.sandbox.models.control;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 50ms}, {@code 1.5s}, {@code 2m}, {@code 250us}, {@code 0}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)");
    private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9, "m", 6e10, "h", 3.6e12);

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a duration like 50ms, 1.5s or 2m: " + text);
        }
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * NANOS.get(form.group(2))));
    }
}
