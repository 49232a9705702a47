package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes long strings in which nothing needs an escape as the bytes that they are. Most of a large request is one, and Jackson
 * writes character by character.
 */
final class LongTexts extends JsonGeneratorDelegate {
    private static final int LONG = 128;

    /**
     * @param generator writes UTF-8
     */
    LongTexts(JsonGenerator generator) {
        super(generator, true);
    }

    @Override
    public void writeString(String text) throws IOException {
        byte[] bytes = text != null && text.length() >= LONG ? plain(text) : null;
        if (bytes == null) {
            super.writeString(text);
        } else {
            delegate.writeRawUTF8String(bytes, 0, bytes.length);
        }
    }

    /** A text of nothing but ASCII and without escapes; null: it is none. What is not Latin-1 would have become a question mark. */
    private static byte[] plain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean plain = JsonText.special(bytes, 0) == bytes.length
                && new String(bytes, StandardCharsets.ISO_8859_1).equals(text);
        return plain ? bytes : null;
    }
}
