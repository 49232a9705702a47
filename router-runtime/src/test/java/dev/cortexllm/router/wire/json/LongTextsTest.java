package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextsTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final int TEXTS = 10_000;
    /** What the odd characters of a text are below. */
    private static final int[] SCRIPTS = {0x20, 0x80, 0x100, 0x800, 0xD800, 0x10000, Character.MAX_CODE_POINT + 1};

    private static void agree(String text) throws Exception {
        ObjectNode node = JsonTrees.object().put("text", text);
        assertThat(new String(JsonTrees.bytes(node), StandardCharsets.UTF_8))
                .isEqualTo(new String(JACKSON.writeValueAsBytes(node), StandardCharsets.UTF_8));
    }

    /** From texts without escapes to such of nothing else, of few scripts and of all. */
    @Test
    void texts_of_anything_are_written_as_jackson_writes_them() throws Exception {
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            int odd = random.nextInt(1 << random.nextInt(8));
            int script = SCRIPTS[random.nextInt(SCRIPTS.length)];
            StringBuilder text = new StringBuilder();
            for (int length = 120 + random.nextInt(32 << random.nextInt(7)); length > 0; length--) {
                boolean ordinary = random.nextInt(odd + 1) > 0;
                text.appendCodePoint(ordinary ? 'a' + random.nextInt(26) : random.nextInt(script));
            }
            agree(text.toString());
        }
    }

    @Test
    void every_character_of_latin_1_is_written_at_every_place() throws Exception {
        for (char c = 0; c <= 0x100; c++) {
            for (int before = 0; before < 42; before++) {
                String start = "x".repeat(before);
                agree(start + c + "y".repeat(128) + c);
                agree("y".repeat(128) + c + c + start + c);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\\",
                "\u0001",
                "\u00e9",
                "x\n",
                "xxxxxxx\n",
                "xxxxxxxx\"",
                "xxxxxxxxx\u00e9",
                "\uD83D",
                "\uDE00\uD83D"
            })
    void texts_of_one_thing_over_and_over_are_written_whole(String unit) throws Exception {
        for (int times = 10; times < 300; times++) {
            agree(unit.repeat(times));
        }
    }

    /** Whatever stands in whatever place of a short or long text. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 600, 9_000})
    void texts_are_written_as_jackson_writes_them(int length) throws Exception {
        for (String odd :
                new String[] {"", "\"", "\\", "\n", "\u0000", "\u007f", "?", "\u00e9", "\u20ac", "\uD83D\uDE00"}) {
            for (int at : new int[] {0, length / 2, length}) {
                String text =
                        new StringBuilder("x".repeat(length)).insert(at, odd).toString();
                agree(text);
            }
        }
    }

    /** Latin-1 has no character for it, and a question mark stands for nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void half_a_pair_becomes_no_question_mark(int length) throws Exception {
        agree("x".repeat(length) + "\uD83D");
    }
}
