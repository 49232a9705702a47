package dev.cortexllm.router.wire.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Text as JSON strings. Half a surrogate pair is written as an escape: providers cut texts in the middle of a character,
 * and whoever puts the pieces together gets it back whole.
 */
public final class JsonText {
    private static final int UNICODE = "\\uXXXX".length();

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';
    /** Turned over in these bits, the quote comes next to the control characters, and nothing else comes there. */
    private static final long BESIDE_CONTROLS = ONES * ('"' ^ ' ');

    private static final long FIRST_ORDINARY = ONES * (' ' + 1);

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

    /**
     * How long an escape in a JSON string is.
     *
     * @param json a document
     * @param at offset of a backslash in a string
     * @return bytes of the escape, backslash included; 0 when it is none
     */
    static int escape(byte[] json, int at) {
        if (at + 1 == json.length) {
            return 0;
        }
        return switch (json[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> hex(json, at + 2, at + UNICODE) ? UNICODE : 0;
            default -> 0;
        };
    }

    private static boolean hex(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i >= json.length || Character.digit(json[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds what cannot stand in a string as it is, or needs a second look: among eight bytes at once, and further on among
     * thirty-two.
     *
     * @param bytes any bytes
     * @param from where to begin
     * @return offset of the first quote, backslash, control character or byte beyond ASCII; the length when there is none
     */
    static int special(byte[] bytes, int from) {
        int i = from;
        // Such ones often stand close together.
        for (int near = Math.min(bytes.length, from + 4 * Long.BYTES); i + Long.BYTES <= near; i += Long.BYTES) {
            long mask = marks(bytes, i) & HIGH_BITS;
            if (mask != 0) {
                return i + (Long.numberOfTrailingZeros(mask) >>> 3);
            }
        }
        while (i + 4 * Long.BYTES <= bytes.length
                && ((marks(bytes, i)
                                        | marks(bytes, i + Long.BYTES)
                                        | marks(bytes, i + 2 * Long.BYTES)
                                        | marks(bytes, i + 3 * Long.BYTES))
                                & HIGH_BITS)
                        == 0) {
            i += 4 * Long.BYTES;
        }
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            long mask = marks(bytes, i) & HIGH_BITS;
            if (mask != 0) {
                return i + (Long.numberOfTrailingZeros(mask) >>> 3);
            }
        }
        while (i < bytes.length && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] >= ' ') {
            i++;
        }
        return i;
    }

    /**
     * A byte of eight is special where its highest bit stands here; bits above the lowest such one may stand there for no reason, as the
     * subtraction borrows.
     */
    private static long marks(byte[] bytes, int from) {
        long eight = (long) LONGS.get(bytes, from);
        return (eight ^ BESIDE_CONTROLS) - FIRST_ORDINARY | (eight ^ BACKSLASHES) - ONES | eight;
    }
}
