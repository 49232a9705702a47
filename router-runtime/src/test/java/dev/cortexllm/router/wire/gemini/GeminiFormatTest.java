package dev.cortexllm.router.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.Formats;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.chat.UpstreamError;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiFormatTest {
    private final GeminiFormat format = new GeminiFormat();

    @Test
    void is_found_by_its_name() {
        assertThat(Formats.load().of(WireFormat.GEMINI)).isInstanceOf(GeminiFormat.class);
    }

    @Test
    void counts_the_whole_request() throws Exception {
        ChatCall call = Goldens.call(
                new OpenAiDialect(),
                Goldens.utf8(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\","
                                + "\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                                + "\"logit_bias\":{\"1\":1}}"));

        UpstreamCall count = format.count(call, Goldens.target("models/gemini-2.5-flash"));

        assertThat(count.path()).isEqualTo("/v1beta/models/gemini-2.5-flash:countTokens");
        assertThat(new String(count.body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"generateContentRequest\":{\"model\":\"models/gemini-2.5-flash\",\"contents\":[{\"role\":"
                        + "\"user\",\"parts\":[{\"text\":\"hi\"}]}],\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},"
                        + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}]}}");
    }

    @Test
    void reads_a_count() throws Exception {
        assertThat(format.counted(Goldens.utf8("{\"totalTokens\":31,\"promptTokensDetails\":[]}")))
                .isEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"totalTokens\":null}",
                "{\"totalTokens\":\"31\"}",
                "{\"totalTokens\":-1}",
                "{\"totalTokens\":1e99}"
            })
    void a_body_without_a_count_is_malformed(String body) {
        assertThatThrownBy(() -> format.counted(Goldens.utf8(body))).isExactlyInstanceOf(MalformedStream.class);
    }

    @ParameterizedTest
    @CsvSource({
        "17s, 17",
        "17.000s, 17",
        "17.2s, 18",
        "0.000000001s, 1",
        "0s, 0",
        "999999999s, 999999999",
        "9999999999s, 0",
        "-5s, 0",
        "soon, 0",
        "17, 0",
    })
    void a_delay_is_rounded_up_to_seconds(String delay, int seconds) {
        UpstreamError error = format.error(
                429,
                Goldens.utf8(
                        "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"m\",\"details\":[7,{\"retryDelay\":\""
                                + delay + "\"}]}}"));

        assertThat(error.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(error.retryAfterSeconds()).isEqualTo(seconds);
    }

    @Test
    void no_words_of_a_refused_key_are_kept() {
        UpstreamError error = format.error(
                400,
                Goldens.utf8(
                        "{\"error\":{\"message\":\"API key not valid: AIzaSecret\",\"status\":\"INVALID_ARGUMENT\"}}"));

        assertThat(error).isEqualTo(new UpstreamError(Kind.UNAUTHORIZED, null, null, null, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT,",
        "401, '', UNAUTHORIZED",
        "404, '', UNKNOWN_MODEL",
        "503, '', OVERLOADED",
        "'\"x\"', UNAVAILABLE, OVERLOADED",
        "'\"x\"', DEADLINE_EXCEEDED, TIMEOUT",
        "200, '', SERVER_ERROR",
        "7, SOMETHING, SERVER_ERROR",
    })
    void an_error_in_place_of_an_answer_tells_its_own_status(String code, String status, Kind kind) {
        UpstreamError error =
                format.error(200, Goldens.utf8("{\"error\":{\"code\":" + code + ",\"status\":\"" + status + "\"}}"));

        assertThat(error.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"error\":\"x\"}", "{\"error\":null}", "\u0000\u0000"})
    void what_is_no_error_of_googles_is_judged_by_its_status(String body) {
        assertThat(format.error(503, Goldens.utf8(body)))
                .isEqualTo(new UpstreamError(Kind.OVERLOADED, null, null, null, 0));
    }
}
