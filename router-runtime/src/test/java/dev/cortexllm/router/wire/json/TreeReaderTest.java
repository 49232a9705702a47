package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the judge: a document is the same tree, or wrong for the same reason, however large it is. */
class TreeReaderTest {
    private static final int DOCUMENTS = 5_000;
    /** So much that it is read the other way. */
    private static final String LARGE = " ".repeat(5_000);

    private static void agree(String json) throws IOException {
        byte[] large = (LARGE + json).getBytes(StandardCharsets.UTF_8);
        JsonNode jackson = JsonTrees.read(large, 0, large.length);
        // Nodes of different numbers are not equal, even where the numbers are.
        assertThat(JsonTrees.read(large)).isEqualTo(jackson).hasToString(jackson.toString());
    }

    @Test
    void documents_are_the_trees_that_jackson_makes() throws IOException {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            agree(new RandomJson(seed).value(4));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "2147483647",
                "2147483648",
                "-2147483648",
                "-2147483649",
                "99999999999999999",
                "-99999999999999999",
                "999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "-9223372036854775809",
                "1.10",
                "-0.0",
                "1e2",
                "1.50E-7",
                "100000000000000000000000.5"
            })
    void numbers_are_of_the_types_that_jackson_gives_them(String number) throws IOException {
        agree(number);
        agree("[" + number + ",{\"n\":" + number + "}]");
    }

    @Test
    void documents_nested_as_deeply_as_may_be_are_read() throws IOException {
        agree("[".repeat(JsonReading.DEEPEST) + "]".repeat(JsonReading.DEEPEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "{\"a\":1}}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "[01]",
                "[1e99999999999]",
                "{\"a\":tru}",
                "{\"a\":\"open"
            })
    void what_is_wrong_is_said_in_jackson_s_words(String wrong) {
        byte[] large = (LARGE + wrong).getBytes(StandardCharsets.UTF_8);
        String words = words(() -> JsonTrees.read(large, 0, large.length));
        assertThat(words(() -> JsonTrees.read(large))).isEqualTo(words);
    }

    /** As signed bytes they are negative, like what stands for the end of a document. */
    @Test
    void bytes_that_are_no_characters_are_no_end() {
        byte[] large = (LARGE + "{}?x").getBytes(StandardCharsets.UTF_8);
        for (int b = 0x80; b <= 0xFF; b++) {
            large[large.length - 2] = (byte) b;
            assertThatThrownBy(() -> JsonTrees.read(large)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void names_may_be_as_long_as_texts() throws IOException {
        agree("{\"" + "n".repeat(100_000) + "\":{}}");
    }

    @Test
    void nesting_deeper_than_may_be_is_refused() {
        byte[] deep = (LARGE + "[".repeat(JsonReading.DEEPEST + 1)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonTrees.read(deep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("depth");
    }

    private interface Read {
        JsonNode read() throws IOException;
    }

    private static String words(Read read) {
        try {
            return read.read().getNodeType().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
