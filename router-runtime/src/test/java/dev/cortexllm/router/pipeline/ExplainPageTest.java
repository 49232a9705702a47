package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Resilience;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /explain} of a running router. */
class ExplainPageTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private FakeUpstream first;
    private FakeUpstream second;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        FakeUpstream.await(vertx.close());
    }

    private Configs two() {
        return new Configs().provider("one", first.url()).provider("two", second.url());
    }

    private HttpResponse<String> ask(TestRouter router, String query, String body, String... headers) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + router.router().adminPort() + "/explain" + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void it_tells_what_would_become_of_a_request_and_does_nothing_of_it() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(two())) {
            JsonNode told = json(ask(router, "", TestRouter.PLAIN, "x-cortex-prefer", "two"));
            assertThat(told.at("/policy").asText()).isEqualTo("chat");
            assertThat(told.at("/decision/rule").asText()).isEqualTo("default");
            assertThat(told.at("/attempts").toString()).isEqualTo("[\"two\",\"one\"]");
            assertThat(told.at("/request/wishes/0").asText()).isEqualTo("first two");
            assertThat(told.at("/candidates/0/reason").asText()).isEqualTo("Preferred");
            assertThat(told.at("/candidates/0/score/usd").asDouble()).isPositive();
            assertThat(told.has("refusal")).isFalse();

            HttpResponse<String> text = ask(router, "", TestRouter.PLAIN, "accept", "text/plain");
            assertThat(text.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
            assertThat(text.body()).contains("attempts    1. one").endsWith("\n");

            assertThat(first.seen()).isEmpty();
            assertThat(second.seen()).isEmpty();
            assertThat(router.entries()).isEmpty();
            assertThat(router.admin("/metrics").body())
                    .doesNotContain("cortex_llm_requests_total{", "decisions_total{");
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
            assertThat(router.admin("/metrics").body())
                    .contains("cortex_llm_decisions_total{policy=\"chat\",reason=\"Strategy\",rule=\"default\"} 1.0");
            assertThat(first.seen()).hasSize(1);
        }
    }

    @Test
    void it_knows_the_present_state_and_leaves_it_alone() throws Exception {
        Resilience.Breaker lasting = new Resilience.Breaker(50, 100, 60_000, 10, 4, 3_600_000, 2);
        Configs configs = new Configs()
                .resilience(lasting, null, null)
                .provider("one", first.url())
                .provider("two", second.url());
        for (int i = 0; i < 4; i++) {
            first.then(FakeUpstream.status(500, "{}"));
        }
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            for (int i = 0; i < 4; i++) {
                router.post(TestRouter.PLAIN);
            }
            JsonNode told = json(ask(router, "", TestRouter.PLAIN));
            assertThat(told.at("/attempts").toString()).isEqualTo("[\"two\"]");
            assertThat(told.at("/candidates/1/target").asText()).isEqualTo("one");
            assertThat(told.at("/candidates/1/reason").asText()).isEqualTo("OpenBreaker");
            assertThat(told.at("/candidates/1/seen/breakerOpen").asBoolean()).isTrue();
        }
    }

    @Test
    void a_cold_deployment_is_told_and_not_asked_for() throws Exception {
        Configs configs = new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .deployment("local", 4)
                .provider("cloud", second.url());
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            JsonNode told = json(ask(router, "", TestRouter.PLAIN));
            assertThat(told.at("/attempts").toString()).isEqualTo("[\"cloud\"]");
            assertThat(told.at("/candidates/1/reason").asText()).isEqualTo("Cold");
            assertThat(router.router()
                            .parts()
                            .states()
                            .upstream("deployment/ns/local")
                            .unmet()
                            .get())
                    .isZero();
        }
    }

    /** The guard thinks beside the event loop, and a body has often come before it has decided. */
    @Test
    void no_body_is_lost_while_the_guard_decides() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(two())) {
            for (int i = 0; i < 200; i++) {
                HttpClient fresh = i % 10 == 0 ? HttpClient.newHttpClient() : http;
                URI uri = URI.create("http://127.0.0.1:" + router.router().adminPort() + "/explain");
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(TestRouter.PLAIN))
                        .build();
                assertThat(fresh.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_body_of_many_packets_arrives_whole() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(two())) {
            String body = "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\""
                    + "word ".repeat(150_000) + "\"}]}";
            assertThat(json(ask(router, "", body)).at("/request/bytes").asInt()).isEqualTo(body.length());
            assertThat(ask(router, "", " ".repeat(5 * 1024 * 1024)).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void the_dialect_is_guessed_or_said_by_the_path() throws Exception {
        String anthropic = "{\"model\":\"assistant\",\"max_tokens\":9,\"system\":\"Be short.\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (TestRouter router = new TestRouter(1).serve(two())) {
            assertThat(json(ask(router, "", anthropic)).at("/request/dialect").asText())
                    .isEqualTo("Anthropic");
            assertThat(json(ask(router, "", TestRouter.PLAIN))
                            .at("/request/dialect")
                            .asText())
                    .isEqualTo("OpenAI");
            String simple = anthropic.replace("\"system\":\"Be short.\",", "");
            assertThat(json(ask(router, "?path=/v1/messages", simple))
                            .at("/request/dialect")
                            .asText())
                    .isEqualTo("Anthropic");
            assertThat(json(ask(router, "", simple, "anthropic-version", "2023-06-01"))
                            .at("/request/dialect")
                            .asText())
                    .isEqualTo("Anthropic");
        }
    }

    @Test
    void a_workspace_is_held_to_what_it_may() throws Exception {
        Configs configs = two().client("desk", "sk-desk-0123456789abcdef", "support")
                .workspace("support", List.of("ns/other"), null);
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            JsonNode told = json(ask(router, "?workspace=support", TestRouter.PLAIN));
            assertThat(told.at("/refusal/status").asInt()).isEqualTo(403);
            assertThat(told.at("/refusal/message").asText())
                    .isEqualTo("Workspace support may not use model 'assistant'.");
            assertThat(ask(router, "?workspace=nobody", TestRouter.PLAIN).body())
                    .isEqualTo("There is no such workspace; there is support.\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {\"model\": | 400 | The request body",
                "'' | {\"messages\":[]} | 400 | ",
                "?work_space=team | {} | 400 | Parameter work_space is not known here; known are draw, path, workspace.",
                "?draw=2 | {} | 400 | Parameter draw takes a number from 0 to below 1.",
                "?path=/v1/models | {} | 400 | Parameter path takes /v1/chat/completions or /v1/messages.",
            })
    void what_cannot_be_explained_gets_a_sentence(String query, String body, int status, String begins)
            throws Exception {
        try (TestRouter router = new TestRouter(1).serve(two())) {
            HttpResponse<String> answer = ask(router, query, body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).startsWith(begins == null ? "" : begins).endsWith(".\n");
        }
    }

    @Test
    void it_is_guarded_like_every_page_that_tells_of_the_router() throws Exception {
        try (TestRouter router = new TestRouter(1).serve(two())) {
            HttpResponse<String> page = ask(router, "", TestRouter.PLAIN, "origin", "http://evil.example");
            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(router.admin("/explain").statusCode()).isEqualTo(405);
            assertThat(json(ask(router, "", TestRouter.PLAIN)).at("/policy").asText())
                    .isEqualTo("chat");
        }
    }
}
