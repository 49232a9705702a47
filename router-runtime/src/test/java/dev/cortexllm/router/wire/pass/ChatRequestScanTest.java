package dev.cortexllm.router.wire.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.Utf8;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestScanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Random requests: what comes out is what goes in, but for the model and the question for usage. */
    @Test
    void whatever_else_is_in_a_request_survives() throws Exception {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            String model = text(random);
            boolean stream = random.nextBoolean();
            String before = leading(members(random, "b"));
            String after = members(random, "a");
            String body = "{" + before + space(random) + "\"model\"" + space(random) + ":" + space(random)
                    + JSON.writeValueAsString(model) + space(random) + ",\"stream\":" + stream + after + "}"
                    + space(random);
            String target = text(random);

            ScannedRequest request = ChatRequestScan.scan(bytes(body));
            String out = new String(passed(request, target), StandardCharsets.UTF_8);

            assertThat(request.model()).as("seed %d", seed).isEqualTo(model);
            ObjectNode expected = (ObjectNode) JSON.readTree(body);
            expected.put("model", target);
            if (stream) {
                expected.putObject("stream_options").put("include_usage", true);
            }
            assertThat((JsonNode) JSON.readTree(out)).as("seed %d", seed).isEqualTo(expected);
            assertThat(out)
                    .as("seed %d", seed)
                    .startsWith("{" + before)
                    .endsWith("\"stream\":" + stream + after + "}" + tail(body));
        }
    }

    private static byte[] passed(ScannedRequest request, String model) throws Exception {
        TargetModel target =
                new TargetModel(model, JsonText.bytes(model), "any", null, null, Parameters.NONE, Quirks.NONE);
        AnswerContext context = new AnswerContext("id", 0, model, usage -> new byte[0]);
        return new OpenAiDialect()
                .pass(request, target, new Fidelity(Unsupported.DROP), context)
                .call()
                .body()
                .bytes();
    }

    /** Members to stand first: the comma goes to the end. */
    private static String leading(String members) {
        return members.isEmpty() ? "" : members.substring(1) + ",";
    }

    private static String tail(String body) {
        return body.substring(body.lastIndexOf('}') + 1);
    }

    private static String members(Random random, String prefix) throws IOException {
        StringBuilder members = new StringBuilder();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            members.append(',')
                    .append(JSON.writeValueAsString(prefix + i + text(random)))
                    .append(':');
            members.append(JSON.writeValueAsString(value(random, 3))).append(space(random));
        }
        return members.toString();
    }

    private static JsonNode value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        switch (kind) {
            case 0:
                return JSON.getNodeFactory().numberNode(random.nextLong());
            case 1:
                return JSON.getNodeFactory().numberNode(random.nextDouble());
            case 2:
                return JSON.getNodeFactory().textNode(text(random));
            case 3:
                return JSON.getNodeFactory().nullNode();
            case 4:
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = JSON.createObjectNode();
                object.put("model", "inner").put("stream", true);
                object.set(text(random), value(random, depth - 1));
                return object;
        }
    }

    private static String text(Random random) {
        String letters = "ab\"\\/\n\té\u20ac\uD83D\uDE00{}[]:,";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = letters.offsetByCodePoints(0, random.nextInt(letters.codePointCount(0, letters.length())));
            text.appendCodePoint(letters.codePointAt(at));
        }
        return text.toString();
    }

    private static String space(Random random) {
        return " \n\t\r".substring(0, random.nextInt(4));
    }

    @Test
    void bytes_that_are_not_utf8_are_refused_where_they_are() {
        byte[][] wrong = {
            {'{', '"', (byte) 0xC0, (byte) 0x80, '"'},
            {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            {'{', '"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {'{', '"', (byte) 0xE2, (byte) 0x82},
            {'{', '"', (byte) 0xFF, 'a', 'b', 'c', 'd', 'e', 'f', 'g'},
            {'{', '"', 0, 'a'},
        };
        for (byte[] body : wrong) {
            assertThatThrownBy(() -> ChatRequestScan.scan(body))
                    .isInstanceOf(InvalidBody.class)
                    .hasMessage("The request body is not valid UTF-8 at byte 2.");
        }
    }

    @Test
    void utf8_is_judged_as_the_platform_does() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(20)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] =
                        random.nextInt(3) == 0 ? (byte) (random.nextInt(128) + 128) : (byte) ('a' + random.nextInt(26));
            }
            boolean valid = !new String(bytes, StandardCharsets.UTF_8).contains("\uFFFD")
                    || new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8).length == bytes.length
                            && java.util.Arrays.equals(
                                    new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
            assertThat(Utf8.firstInvalid(bytes) < 0).isEqualTo(valid);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "\"model\"",
                "{\"model\":\"a\"",
                "{\"model\":\"a\"}{}",
                "{\"model\":\"a\",\"stream\":true,\"stream\":false}",
                "{\"model\":\"a\",\"stream_options\":{},\"stream_options\":{}}",
                "{\"model\":\"a\",\"stream_options\":[]}",
                "{\"model\":\"a\",\"stream_options\":{\"include_usage\":1}}",
                "{\"model\":\"a\",\"stream_options\":{\"include_usage\":false,\"include_usage\":true}}",
                "{\"mod\\u0065l\":\"a\",\"model\":\"b\"}",
                "{'model':'a'}",
                "{\"model\":\"a\",\"x\":NaN}",
                "{\"model\":\"a\",\"x\":\"\u0001\"}",
                "{\"model\":null}",
                "\uFEFF{\"model\":\"a\"}",
            })
    void what_two_readers_could_understand_differently_is_refused(String body) {
        assertThatThrownBy(() -> ChatRequestScan.scan(bytes(body)))
                .isInstanceOf(InvalidBody.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void nesting_is_bounded() {
        String deep = "{\"model\":\"a\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> ChatRequestScan.scan(bytes(deep)))
                .isInstanceOf(InvalidBody.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void usage_of_a_plain_answer_is_found_whole_and_in_pieces() throws Exception {
        byte[] answer = bytes(
                "{\"choices\":[{\"usage\":{\"prompt_tokens\":99}}],\"x\":{\"usage\":{\"prompt_tokens\":98}},"
                        + "\"usage\":{\"prompt_tokens\":3,\"details\":{\"completion_tokens\":9},\"completion_tokens\":4}}");

        assertThat(PlainAnswerScan.scan(answer)).isEqualTo(new Usage(3, 4));
        PlainAnswerScan.Piecewise pieces = new PlainAnswerScan.Piecewise();
        for (byte b : answer) {
            pieces.feed(new byte[] {b});
        }
        assertThat(pieces.usage()).isEqualTo(new Usage(3, 4));
        assertThat(PlainAnswerScan.scan(bytes("{\"a\":[]}"))).isNull();
        assertThatThrownBy(() -> PlainAnswerScan.scan(bytes("{\"usage\":{\"prompt_tokens\":-1}}")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void all_five_counts_are_found_whole_and_in_pieces() throws Exception {
        String[] usages = {
            "{\"prompt_tokens\":30,\"prompt_tokens_details\":{\"x\":{\"cached_tokens\":9},\"cached_tokens\":20,"
                    + "\"cache_write_tokens\":5},\"completion_tokens\":8,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":6,\"cached_tokens\":1}}",
            "{\"cached_tokens\":20,\"prompt_tokens\":30,\"completion_tokens\":8,"
                    + "\"prompt_tokens_details\":{\"cache_write_tokens\":5},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":6}}",
            "{\"prompt_tokens\":30,\"completion_tokens\":8,\"prompt_cache_hit_tokens\":20,\"prompt_cache_miss_tokens\":10,"
                    + "\"prompt_tokens_details\":{\"cache_write_tokens\":5},\"reasoning_tokens\":6}",
        };
        for (String usage : usages) {
            byte[] answer = bytes("{\"usage\":" + usage + ",\"x\":{\"prompt_tokens\":1}}");
            PlainAnswerScan.Piecewise pieces = new PlainAnswerScan.Piecewise();
            for (byte b : answer) {
                pieces.feed(new byte[] {b});
            }

            assertThat(PlainAnswerScan.scan(answer)).isEqualTo(new Usage(30, 20, 5, 8, 6));
            assertThat(pieces.usage()).isEqualTo(new Usage(30, 20, 5, 8, 6));
        }
    }

    @Test
    void a_part_is_never_more_than_its_whole() throws Exception {
        byte[] answer = bytes("{\"usage\":{\"prompt_tokens\":3,\"cached_tokens\":4,\"completion_tokens\":5,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":6}}}");

        assertThat(PlainAnswerScan.scan(answer)).isEqualTo(new Usage(3, 3, 0, 5, 5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
