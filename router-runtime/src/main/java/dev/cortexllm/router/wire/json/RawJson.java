package dev.cortexllm.router.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over the bytes of JSON that is known to be valid, without making anything of it.
 */
public final class RawJson {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = '"' * ONES;
    private static final long ESCAPES = '\\' * ONES;

    private RawJson() {}

    /**
     * Passes by white space.
     *
     * @param json valid JSON
     * @param from where to begin
     * @return offset of the first byte that is none
     */
    public static int space(byte[] json, int from) {
        int at = from;
        while (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t') {
            at++;
        }
        return at;
    }

    /**
     * Finds the end of a value.
     *
     * @param json valid JSON
     * @param from offset of the value's first byte
     * @param limit where to stop looking at the latest
     * @return offset behind its last byte, or {@code limit} when that comes first
     */
    public static int end(byte[] json, int from, int limit) {
        byte first = json[from];
        if (first == '"') {
            return Math.min(limit, quote(json, from + 1, limit) + 1);
        }
        int at = from;
        if (first != '{' && first != '[') {
            while (at < limit && !delimits(json[at])) {
                at++;
            }
            return at;
        }
        int depth = 0;
        while (at < limit) {
            byte b = json[at++];
            if (b == '"') {
                at = quote(json, at, limit) + 1;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return at;
            }
        }
        return limit;
    }

    /**
     * Finds the end of a string's text.
     *
     * @param json valid JSON
     * @param from offset of the text's first byte, behind the opening quote
     * @param limit where to stop looking at the latest
     * @return offset of the closing quote, or {@code limit} when that comes first
     */
    public static int quote(byte[] json, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (at + Long.BYTES <= limit) {
                long word = (long) LONGS.get(json, at);
                long found = zeros(word ^ QUOTES) | zeros(word ^ ESCAPES);
                if (found == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            if (json[at] == '"') {
                return at;
            }
            at += json[at] == '\\' ? 2 : 1;
        }
        return limit;
    }

    /** Marks the lowest byte that is zero; above it, marks may be wrong. */
    private static long zeros(long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    /**
     * Goes from a member's or element's end to the next one.
     *
     * @param json valid JSON
     * @param end offset behind a value in an object or a list, or behind its opening bracket
     * @return offset of the next name or element, or -1 when there is none
     */
    public static int next(byte[] json, int end) {
        int at = space(json, end);
        if (json[at] == ',') {
            at = space(json, at + 1);
        }
        return json[at] == '}' || json[at] == ']' ? -1 : at;
    }

    /**
     * Goes from a member's name to its value.
     *
     * @param json valid JSON
     * @param name offset of the name's opening quote
     * @return offset of the value's first byte
     */
    public static int value(byte[] json, int name) {
        int colon = space(json, quote(json, name + 1, json.length) + 1);
        return space(json, colon + 1);
    }

    /**
     * Whether a string is a certain one, as far as that can be told without unescaping it.
     *
     * @param json valid JSON
     * @param from offset of its opening quote
     * @param text what it may be, ASCII that needs no escapes
     * @return whether it is
     */
    public static boolean is(byte[] json, int from, String text) {
        return begins(json, from, text)
                && from + text.length() + 1 < json.length
                && json[from + text.length() + 1] == '"';
    }

    /**
     * Whether a string begins with a certain text.
     *
     * @param json valid JSON
     * @param from offset of its opening quote
     * @param text what it may begin with, ASCII that needs no escapes
     * @return whether it does
     */
    public static boolean begins(byte[] json, int from, String text) {
        if (json[from] != '"' || from + text.length() >= json.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (json[from + 1 + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean delimits(byte b) {
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
