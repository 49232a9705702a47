package dev.cortexllm.sandbox.models;

import static dev.cortexllm.sandbox.models.TestServer.json;
import static dev.cortexllm.sandbox.models.TestServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.sandbox.models.server.ModelServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String PLAIN = quoted("{'model':'m','messages':[{'role':'user','content':'hi'}]}");

    @Test
    void while_loading_everything_is_503_but_the_control_surface() {
        try (TestServer server = TestServer.start("openai --model m --load-time 10m")) {
            assertThat(server.get("/health").statusCode()).isEqualTo(503);
            assertThat(server.get("/v1/models").statusCode()).isEqualTo(503);
            assertThat(json(server.post(CHAT, PLAIN).body())
                            .at("/error/message")
                            .asText())
                    .contains("loading");
            assertThat(server.stats().get("running").asInt()).isZero();
        }
    }

    @Test
    void opens_when_loaded() throws Exception {
        try (TestServer server = TestServer.start("openai --model m --load-time 30ms")) {
            server.awaitTrue(() -> server.get("/health").statusCode() == 200);
            assertThat(server.post(CHAT, PLAIN).statusCode()).isEqualTo(200);
        }
        try (TestServer server = TestServer.start("openai --model m --load-time 30ms --bind-after-load")) {
            assertThat(server.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void draining_lets_running_ones_finish_and_nobody_in() throws Exception {
        // Twelve seconds if nobody hurries it: the assertions do not race with its end.
        try (TestServer server = TestServer.start("openai --model m --completion-tokens 60 --time-per-token 200ms")) {
            CompletableFuture<HttpResponse<String>> running = server.postLater(CHAT, PLAIN);
            server.await("running", 1);
            CompletableFuture<Void> drained =
                    CompletableFuture.runAsync(() -> server.server().drain(Duration.ofMinutes(1)));
            server.awaitTrue(() -> server.get("/health").statusCode() == 503);
            assertThat(server.post(CHAT, PLAIN).statusCode()).isEqualTo(503);
            assertThat(running).isNotDone();
            server.sendNow("PUT", "/__sim/settings", quoted("{'timePerToken':'0'}"));
            drained.get();
            assertThat(json(running.get().body()).at("/usage/completion_tokens").asInt())
                    .isEqualTo(60);
        }
    }

    @Test
    void keys_are_asked_for_when_there_are_some() {
        try (TestServer server = TestServer.start("openai --model m --api-key sk-one --api-key sk-two")) {
            HttpResponse<String> none = server.get("/v1/models");
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(json(none.body()).at("/error/code").isNull()).isTrue();
            HttpResponse<String> wrong = server.get("/v1/models", "authorization", "Bearer sk-three-secret");
            assertThat(json(wrong.body()).at("/error/code").asText()).isEqualTo("invalid_api_key");
            assertThat(wrong.body()).doesNotContain("three");
            assertThat(server.get("/v1/models", "authorization", "bearer sk-two")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/__sim/stats").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_told_in_a_sentence() {
        try (TestServer server = TestServer.start("openai --model m")) {
            Arguments again = Arguments.parse(
                    List.of(
                            "openai",
                            "--model",
                            "m",
                            "--port",
                            "" + server.server().port()),
                    Map.of());
            assertThatThrownBy(() -> ModelServer.start(again.options()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(
                            "cannot listen on 127.0.0.1:" + server.server().port());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, --model is missing",
        "openai --model m --capacity -1, capacity must not be negative",
        "openai --model m --completion-tokens 0, completionTokens must be at least 1",
        "openai --model m --prices cheap, prices must be two numbers",
        "openai --model m --load-time soon, not a duration",
        "openai --model m --nonsense, Unknown option",
        "morse --model m, no format 'morse'"
    })
    void wrong_flags_are_told_in_a_sentence(String flags, String sentence) {
        assertThatThrownBy(() -> ModelServer.start(
                        Arguments.parse(List.of(flags.split(" ")), Map.of()).options()))
                .hasMessageContaining(sentence);
    }
}
