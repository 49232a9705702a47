package dev.cortexllm.schema.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes files strictly: a byte that is not UTF-8 is a mistake with a place, not a question mark. */
public final class Utf8 {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Utf8() {}

    /** The text of {@code bytes}, without a byte order mark. */
    public static String decode(byte[] bytes) throws ReadFailure {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            String message = String.format("byte 0x%02X is not valid UTF-8", in.get());
            throw new ReadFailure(line + 1, column, message);
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
