package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
            HttpClient http = HttpClient.newHttpClient();
            URI uri = URI.create("http://127.0.0.1:" + router.port() + "/v1/chat/completions");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            for (int i = 1; i <= 3; i++) {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(router.router().parts().meters().tally("ns/chat").requests())
                        .isEqualTo(i);
            }
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }
}
