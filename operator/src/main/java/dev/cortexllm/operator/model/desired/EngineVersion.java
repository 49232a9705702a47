package dev.cortexllm.operator.model.desired;

import java.util.Arrays;

/**
 * A version of an engine.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {
    /** Reads {@code 0.19.1}; the schema has checked the shape. */
    static EngineVersion parse(String text) {
        int[] numbers =
                Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return new EngineVersion(numbers[0], numbers[1], numbers[2]);
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return compareTo(new EngineVersion(wantedMajor, wantedMinor, 0)) >= 0;
    }

    @Override
    public int compareTo(EngineVersion other) {
        return Arrays.compare(new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
    }
}
