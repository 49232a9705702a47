package dev.cortexllm.router.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). A zero byte counts as wrong
 * too: JSON cannot hold one, and it would make a JSON reader guess another encoding.
 */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Utf8() {}

    /**
     * Finds the first wrong byte.
     *
     * @param bytes any bytes
     * @return its offset, or -1 when all is well
     */
    public static int firstInvalid(byte[] bytes) {
        int i = 0;
        int length = bytes.length;
        while (i < length) {
            while (i + Long.BYTES <= length && plain((long) LONGS.get(bytes, i))) {
                i += Long.BYTES;
            }
            if (i == length) {
                return -1;
            }
            int width = bytes[i] > 0 ? 1 : width(bytes, i);
            if (width == 0) {
                return i;
            }
            i += width;
        }
        return -1;
    }

    /** Whether eight bytes are all ASCII and none is zero. */
    private static boolean plain(long eight) {
        return (eight & HIGH_BITS) == 0 && ((eight - ONES) & HIGH_BITS) == 0;
    }

    /** Length of the character beyond ASCII at {@code i}, 0 when there is none. */
    static int width(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return continues(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
        } else if (first >= 0xE0 && first <= 0xEF) {
            int low = first == 0xE0 ? 0xA0 : 0x80;
            int high = first == 0xED ? 0x9F : 0xBF;
            return continues(bytes, i + 1, low, high) && continues(bytes, i + 2, 0x80, 0xBF) ? 3 : 0;
        } else if (first >= 0xF0 && first <= 0xF4) {
            int low = first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xF4 ? 0x8F : 0xBF;
            return continues(bytes, i + 1, low, high)
                            && continues(bytes, i + 2, 0x80, 0xBF)
                            && continues(bytes, i + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int i, int low, int high) {
        return i < bytes.length && (bytes[i] & 0xFF) >= low && (bytes[i] & 0xFF) <= high;
    }
}
