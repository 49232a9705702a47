package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Text as JSON strings. Half a surrogate pair is written as an escape: providers cut texts in the middle of a character,
 * and whoever puts the pieces together gets it back whole.
 */
public final class JsonText {
    private JsonText() {}

    /**
     * A JSON string.
     *
     * @param text any text
     * @return the string with its quotes
     */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        append(out, text);
        return out.toString();
    }

    /**
     * A JSON string.
     *
     * @param text any text
     * @return the string with its quotes in UTF-8
     */
    public static byte[] bytes(String text) {
        return quoted(text).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a JSON string.
     *
     * @param out where to
     * @param text any text
     */
    public static void append(StringBuilder out, String text) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            encoder.quoteAsString(text.subSequence(from, i), out);
            out.append("\\u").append(Integer.toHexString(c));
            from = i + 1;
        }
        encoder.quoteAsString(from == 0 ? text : text.subSequence(from, text.length()), out);
        out.append('"');
    }
}
