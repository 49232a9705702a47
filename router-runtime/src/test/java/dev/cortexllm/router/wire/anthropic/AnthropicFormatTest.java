package dev.cortexllm.router.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.Thinking.Effort;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicFormatTest {
    private static final AnthropicFormat FORMAT = new AnthropicFormat();

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TargetModel target(String model) {
        return new TargetModel(model, JsonText.bytes(model), "anthropic", null, null, Parameters.NONE, Quirks.NONE);
    }

    /** A count has all that costs tokens, and nothing that only an answer needs. */
    @Test
    void a_count() throws Exception {
        OpenAiDialect dialect = new OpenAiDialect();
        ChatCall call = dialect.read(dialect.scan(utf8("""
                {"model":"m","stream":true,"temperature":0.5,"max_tokens":9,"stop":"x","user":"u","n":2,"logprobs":true,
                 "messages":[{"role":"system","content":"s"},{"role":"user","content":"hi"}],"seed":1,
                 "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"auto","reasoning_effort":"low",
                 "cache_control":{"type":"ephemeral"},"service_tier":"auto"}
                """)));

        UpstreamCall count = FORMAT.count(call, target("claude-opus-4-7"));

        assertThat(count.path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(count.headers()).containsEntry("anthropic-version", "2023-06-01");
        assertThat(new String(count.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"model\":\"claude-opus-4-7\",\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                                + "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}],"
                                + "\"tool_choice\":{\"type\":\"auto\"},\"thinking\":{\"type\":\"adaptive\",\"display\":\"summarized\"},"
                                + "\"output_config\":{\"effort\":\"low\"},\"cache_control\":{\"type\":\"ephemeral\"}}");
    }

    @Test
    void a_count_passes() throws Exception {
        AnthropicDialect dialect = AnthropicDialect.counting();
        TargetModel target = new TargetModel(
                "claude-3-haiku-20240307",
                JsonText.bytes("claude-3-haiku-20240307"),
                "anthropic",
                null,
                null,
                new Parameters(5, null, null),
                Quirks.NONE);
        Codec codec = dialect.pass(
                dialect.scan(utf8("{\"model\":\"m\",\"messages\":[] }")),
                target,
                new Fidelity(null),
                new AnswerContext("r", 1, "m", usage -> new byte[0]));

        assertThat(codec.call().path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(codec.call().body().bytes())
                .asString()
                .isEqualTo("{\"model\":\"claude-3-haiku-20240307\",\"messages\":[] }");
        byte[] answer = utf8("{\"input_tokens\":12}");
        assertThat(codec.whole().turn(answer)).isSameAs(answer);
    }

    @Test
    void counted() throws Exception {
        assertThat(FORMAT.counted(utf8("{\"input_tokens\":12}"))).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>",
                "{}",
                "{\"input_tokens\":\"12\"}",
                "{\"input_tokens\":-1}",
                "{\"input_tokens\":1.5}",
                "{\"input_tokens\":99999999999999999999}"
            })
    void not_counted(String answer) {
        assertThatThrownBy(() -> FORMAT.counted(utf8(answer))).isExactlyInstanceOf(MalformedStream.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            500 | {"error":"boom"}                                          | SERVER_ERROR
            400 | {"error":{"type":5,"message":["x"]}}                      |
            418 | {"type":"error","error":{"type":"teapot_error"}}          |
            529 | {"type":"error","error":null}                             | OVERLOADED
            302 | moved                                                     | MALFORMED
            403 | {"type":"error","error":{"type":"permission_error"}}      | UNAUTHORIZED
            409 | {"type":"error","error":{"type":"conflict_error"}}        | SERVER_ERROR
            400 | {"error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit"}} | CONTEXT_TOO_LONG
            429 | {"error":{"type":"rate_limit_error","details":{"error_code":"enforced_spend_limit_reached"}}} | QUOTA
            """)
    void errors(int status, String body, Kind kind) {
        assertThat(FORMAT.error(status, utf8(body)).kind()).isEqualTo(kind);
    }

    /** Models of facts/wire/prices.csv, and names that clouds give them. */
    @ParameterizedTest
    @CsvSource({
        "claude-3-haiku-20240307,                         NONE,          ALL,  true,  false, false, ",
        "claude-3-5-sonnet-20241022,                      NONE,          ALL,  true,  false, false, ",
        "claude-3-7-sonnet-20250219,                      BUDGET,        ALL,  true,  false, false, ",
        "claude-sonnet-4-20250514,                        BUDGET,        ALL,  true,  false, false, ",
        "claude-opus-4-20250514,                          BUDGET,        ALL,  true,  false, false, ",
        "claude-opus-4-1,                                 BUDGET,        ONE,  true,  true,  false, ",
        "claude-haiku-4-5,                                BUDGET,        ONE,  true,  true,  false, ",
        "anthropic.claude-sonnet-4-5-20250929-v1:0,       BUDGET,        ONE,  true,  true,  false, ",
        "anthropic/claude-sonnet-4.5,                     BUDGET,        ONE,  true,  true,  false, ",
        "claude-opus-4-5,                                 BUDGET,        ONE,  true,  true,  false, HIGH",
        "claude-sonnet-4-6,                               ADAPTIVE,      ONE,  true,  true,  false, MAX",
        "claude-opus-4-6,                                 ADAPTIVE,      ONE,  false, true,  false, MAX",
        "claude-opus-4-7,                                 ADAPTIVE_ONLY, NONE, false, true,  false, MAX",
        "claude-opus-4-8,                                 ADAPTIVE_ONLY, NONE, false, true,  true,  MAX",
        "claude-sonnet-5,                                 ADAPTIVE_ONLY, NONE, false, true,  true,  MAX",
        "claude-opus-5,                                   ADAPTIVE_ONLY, NONE, false, true,  true,  MAX",
        "claude-fable-5,                                  ADAPTIVE_ONLY, NONE, false, true,  true,  MAX",
        "claude-haiku-5-5,                                ADAPTIVE_ONLY, NONE, false, true,  true,  MAX",
        "claude-sonnet-5-5,                               BETWEEN_TOOLS, NONE, false, true,  true,  MAX",
        "claude-opus-5-5,                                 ALWAYS,        NONE, false, true,  true,  MAX",
        "claude-fable-5-1,                                ALWAYS,        NONE, false, true,  true,  MAX",
        "claude-saga-7,                                   ALWAYS,        NONE, false, true,  true,  MAX",
        "kimi-k2.6,                                       BUDGET,        ALL,  true,  false, false, ",
    })
    void generations(
            String id,
            ClaudeModel.Reasoning thinking,
            ClaudeModel.Takes sampling,
            boolean prefill,
            boolean schema,
            boolean systemInside,
            Effort most) {
        ClaudeModel model = ClaudeModel.named(id);

        assertThat(model.thinking()).isEqualTo(thinking);
        assertThat(model.sampling()).isEqualTo(sampling);
        assertThat(model.prefill()).isEqualTo(prefill);
        assertThat(model.schema()).isEqualTo(schema);
        assertThat(model.systemInside()).isEqualTo(systemInside);
        assertThat(model.efforts().stream().max(Effort::compareTo).orElse(null)).isEqualTo(most);
    }
}
