package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java's own client upgrades to HTTP/2 unless told otherwise; there the end of an answer closes its stream at once. */
class Http2Test {
    @ParameterizedTest
    @ValueSource(strings = {TestRouter.PLAIN, TestRouter.STREAM})
    void a_client_that_upgrades_is_served_and_counted(String body) throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeUpstream cloud = new FakeUpstream(vertx);
        if (body.equals(TestRouter.STREAM)) {
            cloud.then(FakeUpstream.stream(FakeUpstream.content("a"), FakeUpstream.finish(), FakeUpstream.done()));
        }
        try (TestRouter router = new TestRouter().serve(new Configs().provider("cloud", cloud.url()))) {
            java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient();
            URI uri = URI.create("http://127.0.0.1:" + router.port() + "/v1/chat/completions");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            for (int i = 1; i <= 3; i++) {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(router.router().parts().meters().tally("ns/chat").requests())
                        .isEqualTo(i);
            }
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }

    @Test
    void a_refusal_ends_the_stream_and_not_the_connection() throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeUpstream cloud = new FakeUpstream(vertx);
        Configs configs = new Configs().provider("cloud", cloud.url()).maxRequestBytes(2_000);
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            RequestOptions to = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setPort(router.port())
                    .setHost("127.0.0.1")
                    .setURI("/v1/chat/completions");
            HttpClientResponse answer = await(client.request(to).compose(r -> r.send("y".repeat(3_000))));
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().contains("connection")).isFalse();
            assertThat(await(client.request(to).compose(r -> r.send(TestRouter.PLAIN)))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            await(vertx.close());
        }
    }
}
