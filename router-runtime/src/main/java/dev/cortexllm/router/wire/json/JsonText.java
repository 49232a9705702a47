package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** Text as JSON strings. */
public final class JsonText {
    private JsonText() {}

    /**
     * A JSON string.
     *
     * @param text any text
     * @return the string with its quotes
     */
    public static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
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
}
