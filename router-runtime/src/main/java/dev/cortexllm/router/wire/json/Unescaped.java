package dev.cortexllm.router.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes the inside of a JSON string a text. Prompts have an escape in every line: up to the first character beyond ASCII or {@code \\u}, what
 * lies between escapes is copied eight bytes at a time. From there on it goes character by character, faster than the JVM decodes UTF-8, as
 * the bytes have been checked before.
 */
final class Unescaped {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long BACKSLASHES = ONES * '\\';
    private static final int UNICODE = "\\uXXXX".length();

    private Unescaped() {}

    /**
     * What a JSON string says.
     *
     * @param json a document
     * @param from offset behind the opening quote
     * @param to offset of the closing one; all between is UTF-8 and whole escapes
     * @return the text
     */
    static String text(byte[] json, int from, int to) {
        // No escape is shorter than what it stands for.
        byte[] ascii = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            int run = copy(json, i, to, ascii, length);
            i += run;
            length += run;
            while (i < to && json[i] == '\\' && json[i + 1] != 'u') {
                ascii[length++] = character(json[i + 1]);
                i += 2;
            }
            if (i < to && (json[i] < 0 || json[i] == '\\')) {
                return rest(json, i, to, new String(ascii, 0, length, StandardCharsets.ISO_8859_1));
            }
        }
        return new String(ascii, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Copies up to the next backslash or byte beyond ASCII; of the last eight bytes some may be too many, and are written over. */
    private static int copy(byte[] json, int from, int to, byte[] ascii, int at) {
        int i = 0;
        while (from + i + Long.BYTES <= to) {
            long eight = (long) LONGS.get(json, from + i);
            LONGS.set(ascii, at + i, eight);
            // Right up to the lowest bit, as in JsonText.
            long mask = ((eight ^ BACKSLASHES) - ONES | eight) & HIGH_BITS;
            if (mask != 0) {
                return i + (Long.numberOfTrailingZeros(mask) >>> 3);
            }
            i += Long.BYTES;
        }
        while (from + i < to && json[from + i] != '\\' && json[from + i] >= 0) {
            ascii[at + i] = json[from + i];
            i++;
        }
        return i;
    }

    private static String rest(byte[] json, int from, int to, String start) {
        char[] text = new char[start.length() + to - from];
        start.getChars(0, start.length(), text, 0);
        int length = start.length();
        int i = from;
        while (i < to) {
            byte b = json[i];
            if (b >= 0 && b != '\\') {
                do {
                    text[length++] = (char) b;
                    i++;
                } while (i < to && (b = json[i]) >= 0 && b != '\\');
            } else if (b >= 0) {
                boolean unicode = json[i + 1] == 'u';
                text[length++] = unicode ? unicode(json, i) : (char) character(json[i + 1]);
                i += unicode ? UNICODE : 2;
            } else if (b < (byte) 0xE0) {
                text[length++] = (char) ((b & 0x1F) << 6 | json[i + 1] & 0x3F);
                i += 2;
            } else if (b < (byte) 0xF0) {
                text[length++] = (char) ((b & 0xF) << 12 | (json[i + 1] & 0x3F) << 6 | json[i + 2] & 0x3F);
                i += 3;
            } else {
                int c = (b & 0x7) << 18 | (json[i + 1] & 0x3F) << 12 | (json[i + 2] & 0x3F) << 6 | json[i + 3] & 0x3F;
                text[length++] = Character.highSurrogate(c);
                text[length++] = Character.lowSurrogate(c);
                i += 4;
            }
        }
        return new String(text, 0, length);
    }

    private static byte character(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private static char unicode(byte[] json, int backslash) {
        return (char) (digit(json[backslash + 2]) << 12
                | digit(json[backslash + 3]) << 8
                | digit(json[backslash + 4]) << 4
                | digit(json[backslash + 5]));
    }

    /** The last four bits of a letter of either case are nine less than it says, and only letters have the bit of 64. */
    private static int digit(byte hex) {
        return (hex & 0xF) + 9 * (hex >> 6);
    }
}
