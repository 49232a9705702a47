package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.anthropic.AnthropicDialect;
import dev.cortexllm.router.wire.chat.Conversation;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.golden.GoldenCase;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, it becomes a request that keeps Google's rules, or is refused in a sentence. */
class HostileRequestTest {
    private static final List<String> MODELS = List.of("gemini-2.0-flash", "gemini-2.5-pro", "gemini-3.6-flash");
    private static final List<String> WRONG = List.of(
            "null", "false", "-1", "1e9999", "\"\"", "\"\\u0000\\u2028é/\"", "[]", "[{}]", "{}", "{\"$ref\":\"#\"}");

    static Stream<GoldenCase> requests() {
        return Goldens.with("request.in.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void every_value_may_be_of_any_type(GoldenCase golden) throws Exception {
        Dialect dialect = golden.dialect().equals("openai") ? new OpenAiDialect() : new AnthropicDialect();
        JsonNode request = JsonTrees.read(golden.bytes("request.in.json"));
        for (String wrong : WRONG) {
            mutate(request, request, JsonTrees.read(wrong), dialect);
        }
    }

    /** Puts a value in the place of each child in turn, and goes on into it. */
    private static void mutate(JsonNode root, JsonNode node, JsonNode value, Dialect dialect) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(names(object))) {
                JsonNode before = object.get(name);
                object.set(name, value);
                judge(dialect, JsonTrees.bytes(root));
                object.set(name, before);
                mutate(root, before, value, dialect);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode before = array.get(i);
                array.set(i, value);
                judge(dialect, JsonTrees.bytes(root));
                array.set(i, before);
                mutate(root, before, value, dialect);
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(field -> field.getKey()).toList();
    }

    /** One model after the other gets its turn. */
    private static void judge(Dialect dialect, byte[] request) {
        try {
            keepsTheRules(Goldens.open(dialect, request, MODELS.get(request.length % MODELS.size())));
        } catch (Refused | InvalidBody e) {
            assertThat(e.getMessage()).endsWith(".");
        } catch (Exception e) {
            fail("for " + new String(request, StandardCharsets.UTF_8), e);
        }
    }

    /** facts/wire/gemini.md section 2: turns alternate, none is empty, and each call has its result right behind. */
    private static void keepsTheRules(Conversation conversation) throws Exception {
        JsonNode body = JsonTrees.read(conversation.call().body().bytes());
        String role = "model";
        int calls = 0;
        assertThat(body.path("contents")).isNotEmpty();
        for (JsonNode turn : body.path("contents")) {
            JsonNode parts = turn.path("parts");
            assertThat(parts).isNotEmpty();
            boolean first = turn == body.path("contents").get(0);
            assertThat(turn.path("role").asText()).isIn("user", "model");
            assertThat(first || !turn.path("role").asText().equals(role)).isTrue();
            role = turn.path("role").asText();
            assertThat(parts.findValues("functionResponse")).hasSize(calls);
            calls = parts.findValues("functionCall").size();
        }
        assertThat(calls).isZero();
    }

    @Test
    void a_schema_that_multiplies_is_refused() {
        StringBuilder schema =
                new StringBuilder("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            schema.append(
                    "\"d" + i + "\":{\"type\":\"object\",\"properties\":{\"x\":" + next + ",\"y\":" + next + "}},");
        }
        schema.append("\"d40\":{\"type\":\"string\"}}}");

        assertThatThrownBy(() -> Goldens.open(new OpenAiDialect(), tool(schema.toString()), "gemini-2.0-flash"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("too large");
    }

    @Test
    void many_calls_results_and_names_take_no_time_of_their_own() throws Exception {
        int many = 20_000;
        StringBuilder calls = new StringBuilder();
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < many; i++) {
            String name = "\\u" + String.format("%04x", 0x4e00 + i);
            calls.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"c" + i + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                            + "\",\"arguments\":\"\"}}");
            results.append(",{\"role\":\"tool\",\"tool_call_id\":\"c" + (many - 1 - i) + "\",\"content\":\"r\"}");
        }
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"go\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + calls + "]}" + results + "]}";

        JsonNode body = JsonTrees.read(Goldens.open(new OpenAiDialect(), Goldens.utf8(request), Goldens.MODEL)
                .call()
                .body()
                .bytes());

        assertThat(body.path("contents").get(1).path("parts")).hasSize(many);
        assertThat(body.path("contents").get(2).path("parts")).hasSize(many);
        List<String> names = body.path("contents").get(1).findValuesAsText("name");
        assertThat(names).doesNotHaveDuplicates();
        assertThat(body.path("contents").get(2).findValuesAsText("name")).isEqualTo(names);
    }

    private static byte[] tool(String schema) {
        return Goldens.utf8(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":"
                        + "\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + schema + "}}]}");
    }
}
