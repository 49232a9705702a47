package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths that the router does not serve: a sentence, or on request the provider's own answer. */
class UnservedPathTest {
    private static Vertx vertx;
    private static FakeUpstream open;
    private static FakeUpstream closed;
    private static TestRouter router;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        open = new FakeUpstream(vertx);
        closed = new FakeUpstream(vertx);
        router = new TestRouter()
                .serve(new Configs()
                        .timeouts(1_000, 1_000, 500, 2_000)
                        .provider("closed", closed.url())
                        .passThrough()
                        .provider("open", open.url())
                        .provider("rooted", open.url(WireFormat.ANTHROPIC), WireFormat.ANTHROPIC));
    }

    @AfterAll
    static void stop() {
        assertThat(closed.seen()).isEmpty();
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void a_request_passes_with_the_providers_credential_and_none_of_the_clients() throws Exception {
        open.now(FakeUpstream.status(201, "{\"any\":\"thing\"}", "x-of", "provider", "set-cookie", "a=b"));

        HttpResponse<String> answer = send(
                "/v1/images/generations?size=1",
                "{\"prompt\": 1}",
                "x-cortex-provider",
                "open",
                "authorization",
                "Bearer client",
                "x-api-key",
                "client",
                "cookie",
                "c=d",
                "x-own",
                "kept");

        FakeUpstream.Seen seen = open.seen().get(open.seen().size() - 1);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"any\":\"thing\"}");
        assertThat(answer.headers().firstValue("x-of")).hasValue("provider");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(answer.headers().firstValue("x-cortex-provider")).hasValue("open");
        assertThat(seen.path()).isEqualTo("/v1/images/generations");
        assertThat(seen.body()).isEqualTo("{\"prompt\": 1}");
        assertThat(seen.headers().get("authorization")).isEqualTo("Bearer secret-of-open");
        assertThat(seen.headers().get("x-own")).isEqualTo("kept");
        assertThat(seen.headers().names()).doesNotContain("x-api-key", "cookie", "x-cortex-provider");
        router.awaitIdle();
    }

    @Test
    void a_base_without_a_path_gets_the_whole_path() throws Exception {
        open.now(FakeUpstream.status(200, "{}"));

        send("/v1/messages/batches", "{}", "x-cortex-provider", "ns/rooted");

        FakeUpstream.Seen seen = open.seen().get(open.seen().size() - 1);
        assertThat(seen.path()).isEqualTo("/v1/messages/batches");
        assertThat(seen.headers().get("x-api-key")).isEqualTo("secret-of-rooted");
    }

    @ParameterizedTest
    @CsvSource({"closed,404", "nobody,404"})
    void nobody_is_reached_who_does_not_want_to(String provider, int status) throws Exception {
        HttpResponse<String> answer = send("/v1/images/generations", "{}", "x-cortex-provider", provider);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("no provider '" + provider + "' lets such requests through");
    }

    @Test
    void a_provider_that_breaks_is_502_and_one_that_is_silent_504() throws Exception {
        open.now(FakeUpstream.hangUp(), FakeUpstream.silence());

        HttpResponse<String> broken = send("/v1/files", "{}", "x-cortex-provider", "open");
        HttpResponse<String> silent = send("/v1/files", "{}", "x-cortex-provider", "open");

        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(silent.statusCode()).isEqualTo(504);
        router.awaitIdle();
    }

    private static HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                                .version(HttpClient.Version.HTTP_1_1)
                                .headers(headers)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
