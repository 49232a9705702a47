package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's {@code count_tokens} on every kind of target. */
class CountTokensTest {
    private static final String PATH = "/v1/messages/count_tokens";
    private static final String BODY =
            "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"hello world\"}],\"new_field\":{\"a\":1}}";

    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream upstream;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        router = new TestRouter();
    }

    @AfterAll
    static void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @BeforeEach
    void open() {
        upstream = new FakeUpstream(vertx);
    }

    @AfterEach
    void close() {
        upstream.close();
    }

    private HttpResponse<String> count(WireFormat format, String model, String body) throws Exception {
        String url = upstream.url();
        String base = format == WireFormat.OPENAI ? url : url.substring(0, url.length() - "/v1".length());
        router.serve(new Configs().timeouts(2_000, 300, 300, 1_000).provider("cloud", format, base, model, null));
        return router.postTo(PATH, body, "x-api-key", "any", "anthropic-version", "2023-06-01");
    }

    private static void saysAbout(HttpResponse<String> answer, long from, long to, String how) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"input_tokens\":[0-9]+}");
        assertThat(Long.parseLong(answer.body().replaceAll("[^0-9]", ""))).isBetween(from, to);
        assertThat(answer.headers().firstValue("x-cortex-token-count")).hasValue(how);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("request-id")).isPresent();
        assertThat(answer.headers().firstValue("x-cortex-provider")).hasValue("cloud");
    }

    @Test
    void anthropics_own_count_is_exact_and_of_all_that_the_client_sent() throws Exception {
        upstream.then(FakeUpstream.status(200, "{\"input_tokens\":4711}"));

        HttpResponse<String> answer = count(WireFormat.ANTHROPIC, "claude-sonnet-4-6", BODY);

        saysAbout(answer, 4711, 4711, "exact");
        FakeUpstream.Seen seen = upstream.seen().get(0);
        assertThat(seen.path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(seen.body()).isEqualTo(BODY.replace("assistant", "claude-sonnet-4-6"));
        assertThat(seen.headers().get("x-api-key")).isEqualTo("secret-of-cloud");
        assertThat(seen.headers().get("anthropic-version")).isEqualTo("2023-06-01");
    }

    @Test
    void gemini_is_asked_in_its_own_words() throws Exception {
        upstream.then(FakeUpstream.status(200, "{\"totalTokens\":31}"));

        saysAbout(count(WireFormat.GEMINI, "gemini-2.5-flash", BODY), 31, 31, "exact");
        assertThat(upstream.seen().get(0).path()).endsWith("/models/gemini-2.5-flash:countTokens");
        assertThat(upstream.seen().get(0).body()).contains("hello world").doesNotContain("new_field");
        assertThat(upstream.seen().get(0).headers().get("x-goog-api-key")).isEqualTo("secret-of-cloud");
    }

    @Test
    void what_gemini_cannot_be_told_is_estimated() throws Exception {
        String foreign = BODY.replace(
                "\"hello world\"",
                "[{\"type\":\"text\",\"text\":\"hello world\"},{\"type\":\"container_upload\",\"file_id\":\"file_1\"}]");

        saysAbout(count(WireFormat.GEMINI, "gemini-2.5-flash", foreign), 5, 80, "estimate");
        assertThat(upstream.seen()).isEmpty();
    }

    @Test
    void openais_models_are_counted_here_exactly() throws Exception {
        saysAbout(count(WireFormat.OPENAI, "gpt-4o", BODY.replace(",\"new_field\":{\"a\":1}", "")), 9, 9, "exact");
        assertThat(upstream.seen()).isEmpty();
    }

    @Test
    void other_models_behind_openais_format_are_estimated() throws Exception {
        saysAbout(count(WireFormat.OPENAI, "kimi-k2.6", BODY), 8, 30, "estimate");
        assertThat(upstream.seen()).isEmpty();
    }

    private static Handler<HttpServerRequest> dripping() {
        return request -> request.response().setChunked(true).write("{\"input_tokens\":");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"404", "429", "500", "html", "empty", "text", "negative", "hang up", "silence", "drip", "endless"
            })
    void a_provider_that_fails_to_count_leaves_an_estimate(String how) throws Exception {
        upstream.then(
                switch (how) {
                    case "html" -> FakeUpstream.status(200, "<html>");
                    case "empty" -> FakeUpstream.status(200, "");
                    case "text" -> FakeUpstream.status(200, "{\"input_tokens\":\"many\"}");
                    case "negative" -> FakeUpstream.status(200, "{\"input_tokens\":-3}");
                    case "hang up" -> FakeUpstream.hangUp();
                    case "silence" -> FakeUpstream.silence();
                    case "drip" -> dripping();
                    case "endless" -> FakeUpstream.status(200, "{\"a\":\"" + "x".repeat(1_000_000) + "\"}");
                    default -> FakeUpstream.status(Integer.parseInt(how), "{\"type\":\"error\"}");
                });

        saysAbout(count(WireFormat.ANTHROPIC, "claude-sonnet-4-6", BODY), 8, 40, "estimate");
        assertThat(upstream.seen()).hasSize(1);
        assertThat(inFlight()).isZero();
    }

    @Test
    void a_provider_that_cannot_be_reached_leaves_an_estimate() throws Exception {
        upstream.close();

        saysAbout(count(WireFormat.ANTHROPIC, "claude-sonnet-4-6", BODY), 8, 40, "estimate");
        upstream = new FakeUpstream(vertx);
    }

    @Test
    void a_client_that_leaves_takes_its_question_back() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        upstream.then(request -> arrived.countDown());
        String url = upstream.url();
        router.serve(new Configs()
                .provider(
                        "cloud", WireFormat.ANTHROPIC, url.substring(0, url.length() - 3), "claude-sonnet-4-6", null));
        try (Socket socket = new Socket("127.0.0.1", router.port())) {
            String head =
                    "POST " + PATH + " HTTP/1.1\r\nhost: test\r\nanthropic-version: 2023-06-01\r\ncontent-length: "
                            + BODY.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + BODY).getBytes(StandardCharsets.US_ASCII));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(upstream.sawClose()).isTrue();
        assertThat(inFlight()).isZero();
    }

    private static int inFlight() {
        return router.router().parts().states().upstream("provider/ns/cloud").inFlight();
    }

    @Test
    void a_count_that_failed_keeps_no_chat_away() throws Exception {
        upstream.then(FakeUpstream.status(500, "{}"));
        for (int i = 0; i < 5; i++) {
            saysAbout(count(WireFormat.ANTHROPIC, "claude-sonnet-4-6", BODY), 8, 40, "estimate");
        }

        assertThat(upstream.seen()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"assistant\"}",
                "{\"model\":\"assistant\",\"messages\":7}",
                "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}",
                "{\"model\":\"assistant\",",
            })
    void a_wrong_request_is_400_in_anthropics_shape(String body) throws Exception {
        HttpResponse<String> answer = count(WireFormat.OPENAI, "gpt-4o", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"");
    }

    @Test
    void an_unknown_model_is_404() throws Exception {
        HttpResponse<String> answer = count(WireFormat.OPENAI, "gpt-4o", BODY.replace("assistant", "nobody"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found_error");
    }
}
