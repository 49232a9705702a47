package dev.cortexllm.router.wire.pass;

/**
 * Guesses how many tokens a prompt has: four characters of ASCII make one, two of another alphabet, one of those that are
 * written without spaces. For usual text that is right by about a third.
 */
final class TokenGuess {
    private static final int PER_MESSAGE = 4;
    private static final int PER_IMAGE = 1000;
    /** From here on scripts have more characters than a vocabulary has room for. */
    private static final char IDEOGRAPHS = '\u2E80';

    private static final int ASCII_WEIGHT = 1;
    private static final int LETTER_WEIGHT = 2;
    private static final int IDEOGRAPH_WEIGHT = 4;
    private static final int WEIGHT_OF_TOKEN = 4;

    private long weight;
    private long extra;

    void text(char[] text, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            char c = text[i];
            sum += c < 128 ? ASCII_WEIGHT : c < IDEOGRAPHS ? LETTER_WEIGHT : IDEOGRAPH_WEIGHT;
        }
        weight += sum;
    }

    void message() {
        extra += PER_MESSAGE;
    }

    void image() {
        extra += PER_IMAGE;
    }

    long tokens() {
        return extra + (weight + WEIGHT_OF_TOKEN - 1) / WEIGHT_OF_TOKEN;
    }
}
