package dev.cortexllm.config;

import java.util.List;

/**
 * Matches models by their ids. A pattern is an id in which {@code *} stands for any text; upper and lower case are the
 * same, as vendors' ids differ in nothing else. A pattern that begins with {@code !} takes models out again.
 */
public final class ModelGlobs {
    private ModelGlobs() {}

    /**
     * Judges a model.
     *
     * @param patterns the patterns; the last that matches decides
     * @param model the model's id
     * @return whether it is among them
     */
    public static boolean match(List<String> patterns, String model) {
        boolean among = false;
        for (String pattern : patterns) {
            boolean out = pattern.startsWith("!");
            if (among == out && match(pattern, out ? 1 : 0, model, 0)) {
                among = !out;
            }
        }
        return among;
    }

    /** Goes back to the last {@code *} where the rest does not fit: at most pattern times model steps. */
    private static boolean match(String pattern, int patternFrom, String model, int modelFrom) {
        int p = patternFrom;
        int m = modelFrom;
        int star = -1;
        int resume = 0;
        while (m < model.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = m;
            } else if (p < pattern.length() && same(pattern.charAt(p), model.charAt(m))) {
                p++;
                m++;
            } else if (star >= 0) {
                p = star + 1;
                m = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
