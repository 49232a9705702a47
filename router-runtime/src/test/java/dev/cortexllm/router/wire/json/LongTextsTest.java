package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTextsTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** Whatever stands in whatever place of a short or long text. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 600, 9_000})
    void texts_are_written_as_jackson_writes_them(int length) throws Exception {
        for (String odd :
                new String[] {"", "\"", "\\", "\n", "\u0000", "\u007f", "?", "\u00e9", "\u20ac", "\uD83D\uDE00"}) {
            for (int at : new int[] {0, length / 2, length}) {
                String text =
                        new StringBuilder("x".repeat(length)).insert(at, odd).toString();
                ObjectNode node = JsonTrees.object().put(text.substring(0, Math.min(20, text.length())), text);
                assertThat(new String(JsonTrees.bytes(node), StandardCharsets.UTF_8))
                        .isEqualTo(new String(JACKSON.writeValueAsBytes(node), StandardCharsets.UTF_8));
            }
        }
    }

    /** Latin-1 has no character for it, and a question mark stands for nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1_000})
    void half_a_pair_becomes_no_question_mark(int length) {
        String text = "x".repeat(length) + "\uD83D";
        ObjectNode node = JsonTrees.object().put("text", text);
        String written;
        try {
            written = new String(JsonTrees.bytes(node), StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            written = e.getMessage();
        }
        assertThat(written).doesNotContain("?").isNotEmpty();
    }
}
