package dev.cortexllm.schema.check;

import dev.cortexllm.schema.node.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts of format {@code duration}: Go durations, and the words of Scala such as {@code 22 minutes} or {@code 2 weeks}
 * ({@code strfmt.ParseDuration}).
 */
public final class ScalaDuration {
    private record Unit(List<String> names, Duration length) {
        boolean isNamed(String word) {
            return names.contains(word) || word.startsWith(names.get(names.size() - 1));
        }
    }

    private static final List<Unit> UNITS = List.of(
            new Unit(List.of("ns", "nano"), Duration.ofNanos(1)),
            new Unit(List.of("us", "µs", "micro"), Duration.ofNanos(1_000)),
            new Unit(List.of("ms", "milli"), Duration.ofMillis(1)),
            new Unit(List.of("s", "sec"), Duration.ofSeconds(1)),
            new Unit(List.of("m", "min"), Duration.ofMinutes(1)),
            new Unit(List.of("h", "hr", "hour"), Duration.ofHours(1)),
            new Unit(List.of("d", "day"), Duration.ofDays(1)),
            new Unit(List.of("w", "wk", "week"), Duration.ofDays(7)));
    private static final Pattern PART = Pattern.compile("(\\d{1,18})\\s*([A-Za-zµ]+)");

    private ScalaDuration() {}

    /** The duration, or empty when {@code text} is none. */
    public static Optional<Duration> parse(String text) {
        Optional<Duration> go = GoDuration.parse(text);
        if (go.isPresent()) {
            return go;
        }
        Duration sum = Duration.ZERO;
        boolean found = false;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            String word = part.group(2).toLowerCase(Locale.ROOT);
            for (Unit unit : UNITS) {
                if (unit.isNamed(word)) {
                    found = true;
                    sum = sum.plus(unit.length().multipliedBy(Long.parseLong(part.group(1))));
                }
            }
        }
        return found ? Optional.of(sum) : Optional.empty();
    }
}
