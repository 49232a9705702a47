package dev.cortexllm.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of an engine. Builds of llama.cpp are counted: {@code b9115} is 9115.0.0.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})");
    private static final Pattern BUILD = Pattern.compile("b([0-9]{1,9})");

    /**
     * Reads a version.
     *
     * @param text such as {@code 0.19.1} or {@code b9115}
     * @return the version; empty when it is none
     */
    public static Optional<EngineVersion> read(String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher numbers = SHAPE.matcher(text);
        if (numbers.matches()) {
            return Optional.of(new EngineVersion(number(numbers, 1), number(numbers, 2), number(numbers, 3)));
        }
        Matcher build = BUILD.matcher(text);
        return build.matches() ? Optional.of(new EngineVersion(number(build, 1), 0, 0)) : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public int compareTo(EngineVersion other) {
        return Arrays.compare(new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
    }
}
