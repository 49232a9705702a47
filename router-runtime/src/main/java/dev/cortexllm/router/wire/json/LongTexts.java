package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes long strings of Latin-1 with {@link Escaped}. Most of a large request is one, and Jackson writes character by character;
 * in other scripts or where every other character is escaped, nothing is faster.
 */
final class LongTexts extends JsonGeneratorDelegate {
    private static final int LONG = 128;
    /** One of so many is looked at. */
    private static final int FEW = 64;

    /**
     * @param generator writes UTF-8
     */
    LongTexts(JsonGenerator generator) {
        super(generator, true);
    }

    @Override
    public void writeString(String text) throws IOException {
        byte[] latin1 = text != null && text.length() >= LONG ? latin1(text) : null;
        Escaped string = latin1 != null ? Escaped.of(latin1) : null;
        if (string == null) {
            super.writeString(text);
        } else {
            delegate.writeRawUTF8String(string.bytes(), 0, string.length());
        }
    }

    /**
     * Null: it is not Latin-1. What is not would have become a question mark; as that takes long, a few characters tell first whether
     * the text is of another script.
     */
    private static byte[] latin1(String text) {
        for (int i = 0; i < text.length(); i += FEW) {
            if (text.charAt(i) > 0xFF) {
                return null;
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.ISO_8859_1).equals(text) ? bytes : null;
    }
}
