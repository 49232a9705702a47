package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The JVM is the judge. */
class Utf8Test {
    /** The bytes about which something changes. */
    private static final int[] BORDERS = {0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isRead(byte[] bytes) {
        byte[] json = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, json, 1, bytes.length);
        json[0] = '"';
        json[json.length - 1] = '"';
        try {
            return new JsonCursor(json).next() != null;
        } catch (JsonCursor.Malformed e) {
            return false;
        }
    }

    @Test
    void bytes_of_all_kinds_are_judged_as_the_jvm_judges_them() {
        int right = 0;
        for (int first = 0x7F; first <= 0xFF; first++) {
            for (int second : BORDERS) {
                for (int third : BORDERS) {
                    for (int fourth : BORDERS) {
                        byte[] four = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        boolean expected = isUtf8(four);
                        assertThat(Utf8.firstInvalid(four) < 0)
                                .as("%x %x %x %x", first, second, third, fourth)
                                .isEqualTo(expected);
                        boolean control = second == 1 || third == 1 || fourth == 1;
                        assertThat(isRead(four))
                                .as("%x %x %x %x", first, second, third, fourth)
                                .isEqualTo(expected && !control);
                        right += expected ? 1 : 0;
                    }
                }
            }
        }
        assertThat(right).isGreaterThan(1_000);
    }

    @Test
    void a_character_that_is_cut_off_is_wrong() {
        for (String text : new String[] {"\u00e9", "\u20ac", "\uD83D\uDE00"}) {
            byte[] whole = ("x\u4e2d" + text).getBytes(StandardCharsets.UTF_8);
            for (int length = 5; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThat(Utf8.firstInvalid(cut)).isEqualTo(4);
                assertThat(isRead(cut)).isFalse();
            }
        }
    }
}
