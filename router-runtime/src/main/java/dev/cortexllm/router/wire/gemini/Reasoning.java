package dev.cortexllm.router.wire.gemini;

/** How a model is told how much to reason. */
sealed interface Reasoning {
    /** It does not reason. */
    record None() implements Reasoning {}

    /**
     * By a number of tokens.
     *
     * @param least smallest number it takes, but for 0
     * @param most largest number it takes
     * @param canBeOff whether it takes 0, which turns reasoning off
     */
    record Budget(int least, int most, boolean canBeOff) implements Reasoning {
        int clamp(int tokens) {
            return Math.max(least, Math.min(most, tokens));
        }
    }

    /**
     * By a word.
     *
     * @param minimal whether it knows {@code MINIMAL}; none can be turned off
     * @param medium whether it knows {@code MEDIUM}
     */
    record Level(boolean minimal, boolean medium) implements Reasoning {}
}
