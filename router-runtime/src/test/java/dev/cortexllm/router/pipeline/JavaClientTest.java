package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java's own client asks to upgrade to HTTP/2 with its first request. Granted, it sometimes waits for ever for an answer that
 * was written at once (LangChain4j's did), so the router goes on with HTTP/1.1.
 */
class JavaClientTest {
    @ParameterizedTest
    @ValueSource(strings = {TestRouter.PLAIN, TestRouter.STREAM})
    void an_upgrade_is_not_granted_and_the_request_is_served(String body) throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeUpstream cloud = new FakeUpstream(vertx);
        if (body.equals(TestRouter.STREAM)) {
            cloud.then(FakeUpstream.stream(FakeUpstream.content("a"), FakeUpstream.finish(), FakeUpstream.done()));
        }
        try (TestRouter router = new TestRouter().serve(new Configs().provider("cloud", cloud.url()))) {
            HttpClient http = HttpClient.newHttpClient();
            URI uri = URI.create("http://127.0.0.1:" + router.port() + "/v1/");
            HttpRequest chat = HttpRequest.newBuilder(uri.resolve("chat/completions"))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            for (int i = 1; i <= 3; i++) {
                HttpResponse<String> answer = http.send(chat, BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(router.router().parts().meters().tally("ns/chat").requests())
                        .isEqualTo(i);
            }
            HttpRequest models = HttpRequest.newBuilder(uri.resolve("models")).build();
            HttpResponse<String> listed = HttpClient.newHttpClient().send(models, BodyHandlers.ofString());
            assertThat(listed.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(listed.body()).contains("\"data\"");
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }
}
