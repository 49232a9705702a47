package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.io.CharTypes;
import java.util.Arrays;

/**
 * A text of Latin-1 as the inside of a JSON string, with the same escapes as Jackson's. What lies between two of them is copied at once,
 * which takes less than going character by character as long as escapes are rare.
 *
 * @param bytes begins with the string in UTF-8
 * @param length how many of the bytes are the string
 */
record Escaped(byte[] bytes, int length) {
    /** Escapes are rare while they take one byte more for so many, */
    private static final int RARE = 16;
    /** and for these; a text may begin with some. */
    private static final int FREE = 64;

    private static final int UNICODE = "\\uXXXX".length();
    /** The letter behind the backslash; negative: the character has none. */
    private static final int[] LETTERS = CharTypes.get7BitOutputEscapes();

    private static final byte[] DIGITS = CharTypes.copyHexBytes(true);

    /**
     * Escapes a text.
     *
     * @param latin1 the text; nobody changes it
     * @return the string, of the text's own bytes when they need no change; null when escapes are not rare
     */
    static Escaped of(byte[] latin1) {
        int i = JsonText.special(latin1, 0);
        if (i == latin1.length) {
            return new Escaped(latin1, i);
        }
        byte[] json = Arrays.copyOf(latin1, latin1.length + latin1.length / RARE + FREE + UNICODE);
        int length = i;
        while (i < latin1.length) {
            if (length - i > i / RARE + FREE) {
                return null;
            }
            length = escape(latin1[i++], json, length);
            int run = JsonText.special(latin1, i) - i;
            System.arraycopy(latin1, i, json, length, run);
            i += run;
            length += run;
        }
        return new Escaped(json, length);
    }

    private static int escape(byte b, byte[] json, int at) {
        if (b < 0) {
            json[at] = (byte) (0xC0 | (b & 0xFF) >> 6);
            json[at + 1] = (byte) (b & 0xBF);
            return at + 2;
        }
        json[at] = '\\';
        if (LETTERS[b] > 0) {
            json[at + 1] = (byte) LETTERS[b];
            return at + 2;
        }
        json[at + 1] = 'u';
        json[at + 2] = '0';
        json[at + 3] = '0';
        json[at + 4] = DIGITS[b >> 4];
        json[at + 5] = DIGITS[b & 0xF];
        return at + UNICODE;
    }
}
