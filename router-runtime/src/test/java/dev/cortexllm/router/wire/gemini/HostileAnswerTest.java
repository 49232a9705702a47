package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a provider sends, a reader tells an answer in its proper order or says that it is none. */
class HostileAnswerTest {
    private static final byte[] PLAIN =
            Goldens.utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    /** What stands in the place of every value in turn. */
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e999999999",
            "99999999999999999999999999",
            "\"\"",
            "\"x\"",
            "[]",
            "[null]",
            "[[]]",
            "[{}]",
            "{}",
            "{\"x\":1}");

    static Stream<GoldenCase> answers() {
        return Goldens.with("answer.in.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void every_value_may_be_of_any_type(GoldenCase golden) throws Exception {
        JsonNode answer = JsonTrees.read(golden.bytes("answer.in.json"));
        int changed = 0;
        for (String wrong : WRONG) {
            for (int place = 0; place < places(answer); place++) {
                JsonNode other = answer.deepCopy();
                replace(other, place, JsonTrees.read(wrong));
                judge(JsonTrees.bytes(other));
                changed++;
            }
        }
        assertThat(changed).isGreaterThanOrEqualTo(WRONG.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void an_answer_may_break_off_anywhere(GoldenCase golden) throws Exception {
        byte[] bytes = new String(golden.bytes("answer.in.json"), StandardCharsets.UTF_8)
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            ToldAnswer told = judge(Arrays.copyOf(bytes, length));
            assertThat(told.ended()).as("ended after %d bytes", length).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[{}]",
                "{}",
                "null",
                "7",
                "{\"error\":\"boom\"}",
                "{\"error\":{}}",
                "[{\"error\":{\"code\":\"x\",\"details\":7,\"status\":{}}}]",
                "{\"candidates\":[{\"index\":9,\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"index\":-1,\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"candidates\":[]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"\"}}]},\"finishReason\":\"STOP\"}]}",
                "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":\"{}\"}}]}}]}"
            })
    void what_is_no_answer_does_not_end(String body) {
        assertThat(judge(Goldens.utf8(body)).ended()).isFalse();
    }

    @Test
    void deep_nesting_is_no_answer() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String args = "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":"
                + deep + "}}}]},\"finishReason\":\"STOP\"}]}";

        assertThat(judge(Goldens.utf8(deep)).ended()).isFalse();
        assertThat(judge(Goldens.utf8(args)).ended()).isFalse();
    }

    private static int places(JsonNode node) {
        int count = 0;
        for (JsonNode child : node) {
            count += 1 + places(child);
        }
        return count;
    }

    /** Puts a value in the place of the {@code place}th node below the root, counted in depth first; returns the rest. */
    private static int replace(JsonNode node, int place, JsonNode value) {
        int left = place;
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        for (int i = 0; i < node.size() && left >= 0; i++) {
            if (left == 0) {
                if (node instanceof ObjectNode object) {
                    object.set(names.get(i), value);
                } else {
                    ((ArrayNode) node).set(i, value);
                }
                return -1;
            }
            left = replace(node instanceof ObjectNode ? node.get(names.get(i)) : node.get(i), left - 1, value);
        }
        return left;
    }

    /** Reads bytes as an answer and as the only event of a stream. */
    private static ToldAnswer judge(byte[] body) {
        String event = "data: " + new String(body, StandardCharsets.UTF_8).replace("\n", "\ndata: ") + "\n\n";
        read(true, Goldens.utf8(event));
        return read(false, body);
    }

    private static ToldAnswer read(boolean stream, byte[] bytes) {
        ToldAnswer told = new ToldAnswer();
        try {
            var conversation = Goldens.open(new OpenAiDialect(), PLAIN, Goldens.MODEL);
            AnswerReader reader = stream ? conversation.stream() : conversation.whole();
            reader.feed(bytes, told);
            reader.end(told);
        } catch (MalformedStream e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(told.ended()).isFalse();
        } catch (Exception e) {
            fail("for " + new String(bytes, StandardCharsets.UTF_8), e);
        }
        return told;
    }
}
