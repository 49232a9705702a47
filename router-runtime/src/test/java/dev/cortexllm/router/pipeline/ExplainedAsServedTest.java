package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Policy;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attempts that are explained are those that are made, when every target fails. */
class ExplainedAsServedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String body(int words, Integer maxTokens) {
        String limit = maxTokens == null ? "" : "\"max_tokens\":" + maxTokens + ",";
        return "{\"model\":\"assistant\"," + limit + "\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(words) + "\"}]}";
    }

    /** Words of the prompt, tokens asked for, a header; the targets' contexts are 2000, 8000 and 100000 tokens. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1,-,-,-",
                "1,-,x-cortex-prefer,three",
                "1,-,x-cortex-provider,two",
                "1,-,x-cortex-no-fallback,true",
                "3000,-,-,-",
                "3000,-,x-cortex-no-fallback,true",
                "1,7990,-,-",
                "20000,-,-,-",
                "200000,-,-,-",
                "1,100,x-cortex-budget-usd,0.0002",
                "1,100,x-cortex-budget-usd,0.000000001",
                "1,-,x-cortex-local-only,true",
                "1,-,x-cortex-provider,nobody",
            })
    void what_is_explained_is_what_happens(int words, Integer maxTokens, String header, String value) throws Exception {
        ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
        Vertx vertx = Vertx.vertx();
        Configs configs = new Configs().model(new Policy.Price(1_000_000, 2_000_000), 4000L);
        long[] windows = {2_000, 8_000, 100_000};
        String[] names = {"one", "two", "three"};
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            FakeUpstream upstream = new FakeUpstream(vertx);
            Handler<HttpServerRequest> fails = FakeUpstream.status(500, "{}");
            upstream.then(request -> {
                called.add(name);
                fails.handle(request);
            });
            configs.provider(name, WireFormat.OPENAI, upstream.url(), "gpt-4o", windows[i]);
        }
        String body = body(words, maxTokens);
        String[] headers = header == null ? new String[0] : new String[] {header, value};
        try (TestRouter router = new TestRouter(1).serve(configs)) {
            JsonNode told = explained(router, body, headers);
            HttpResponse<String> served = router.post(body, headers);

            List<String> attempts = new ArrayList<>();
            told.get("attempts").forEach(one -> attempts.add(one.asText()));
            assertThat(called).as(told.toPrettyString()).containsExactlyElementsOf(attempts);
            if (attempts.isEmpty()) {
                assertThat(served.statusCode())
                        .isEqualTo(told.at("/refusal/status").asInt());
                assertThat(JSON.readTree(served.body()).at("/error/message").asText())
                        .isEqualTo(told.at("/refusal/message").asText());
            } else {
                assertThat(told.has("refusal")).isFalse();
            }
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }

    private static JsonNode explained(TestRouter router, String body, String... headers) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + router.router().adminPort() + "/explain?path=/v1/chat/completions");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
