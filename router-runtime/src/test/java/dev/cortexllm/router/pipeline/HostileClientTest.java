package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that send what is not a request, or a very large one, in every dialect to providers of every format. */
class HostileClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 32 * 1024 * 1024;

    private static Vertx vertx;
    private static TestRouter router;

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

    /** Bodies that are wrong in every dialect, by what is wrong with them; {@code M} stands for the model. */
    private static Map<String, byte[]> wrong() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("truncated", "{M,\"messages\":[{\"role\":\"user\",\"content\":\"h");
        bodies.put("a name twice at the top", "{M,\"messages\":[],\"messages\":[]}");
        bodies.put(
                "a name twice deep inside",
                "{M,\"messages\":[{\"role\":\"user\",\"role\":\"user\",\"content\":\"h\"}]}");
        bodies.put("deeply nested", "{M,\"messages\":" + "[".repeat(100_000));
        bodies.put("deeply nested objects", "{M,\"messages\":" + "{\"a\":".repeat(100_000));
        bodies.put("a number without end", "{M,\"messages\":[],\"temperature\":" + "9".repeat(100_000) + "}");
        bodies.put("more behind its end", "{M,\"messages\":[]}{}");
        bodies.put("an array", "[{M}]");
        bodies.put("nothing", "");
        bodies.put("a zero byte", "{M,\"messages\":[\u0000]}");
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        bodies.forEach((name, body) -> bytes.put(
                name,
                body.replace("M", "\"model\":\"assistant\",\"max_tokens\":9").getBytes(StandardCharsets.UTF_8)));
        byte[] latin =
                "{\"model\":\"assistant\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"\u00e9\"}]}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        bytes.put("bad UTF-8", latin);
        return bytes;
    }

    /** Bodies that a translation has to refuse because a field is not what it should be. */
    private static Map<String, String> wrongTypes() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("messages as text", "\"messages\":\"hi\"");
        bodies.put("a message as number", "\"messages\":[1]");
        bodies.put("a role that is none", "\"messages\":[{\"role\":\"king\",\"content\":\"hi\"}]");
        bodies.put("content as number", "\"messages\":[{\"role\":\"user\",\"content\":1}]");
        bodies.put("tools as text", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":\"f\"");
        bodies.put(
                "temperature as text", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":\"hot\"");
        return bodies;
    }

    static Stream<Arguments> wrongBodies() {
        return everywhere().flatMap(place -> wrong().entrySet().stream()
                .map(body -> arguments(place.get()[0], place.get()[1], body.getKey(), body.getValue())));
    }

    static Stream<Arguments> wrongFields() {
        return everywhere()
                .filter(place -> !place.get()[0].toString().equals(place.get()[1].toString()))
                .flatMap(place -> wrongTypes().entrySet().stream().map(body -> {
                    String json = "{\"model\":\"assistant\",\"max_tokens\":9," + body.getValue() + "}";
                    return arguments(
                            place.get()[0], place.get()[1], body.getKey(), json.getBytes(StandardCharsets.UTF_8));
                }));
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Api.values())
                .flatMap(api -> Stream.of(WireFormat.values()).map(format -> arguments(api, format)));
    }

    @ParameterizedTest(name = "{0} client, {1} upstream: {2}")
    @MethodSource({"wrongBodies", "wrongFields"})
    void what_is_no_request_is_400_and_reaches_nobody(Api api, WireFormat format, String name, byte[] body)
            throws Exception {
        try (FakeUpstream upstream = new FakeUpstream(vertx)) {
            router.serve(configs(upstream, format));

            HttpResponse<String> answer = post(api, body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            error(api, answer.body(), "invalid_request_error");
            assertThat(upstream.seen()).isEmpty();
            router.awaitIdle();
        }
    }

    @ParameterizedTest(name = "{0} client, {1} upstream")
    @MethodSource("everywhere")
    void an_image_as_large_as_may_be_arrives(Api api, WireFormat format) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream(vertx)) {
            upstream.then(FakeUpstream.status(200, Fixtures.answer(format)));
            router.serve(configs(upstream, format));
            String image = "QUJD".repeat((LARGEST - 1024) / 4);

            HttpResponse<String> answer = post(api, withImage(api, image));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("hi");
            assertThat(upstream.seen().get(0).body()).contains(image);
            router.awaitIdle();
        }
    }

    @ParameterizedTest(name = "{0} client, {1} upstream")
    @MethodSource("everywhere")
    void one_that_is_larger_is_413(Api api, WireFormat format) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream(vertx)) {
            router.serve(configs(upstream, format));

            HttpResponse<String> answer = post(api, withImage(api, "QUJD".repeat(LARGEST / 4)));

            assertThat(answer.statusCode()).isEqualTo(413);
            error(api, answer.body(), api == Api.ANTHROPIC ? "request_too_large" : "invalid_request_error");
            assertThat(upstream.seen()).isEmpty();
            router.awaitIdle();
        }
    }

    private static byte[] withImage(Api api, String base64) {
        String part = api == Api.ANTHROPIC
                ? "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                        + base64 + "\"}}"
                : "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + base64 + "\"}}";
        return ("{\"model\":\"assistant\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[" + part
                        + "]}]}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void error(Api api, String body, String type) throws Exception {
        JsonNode read = JSON.readTree(body);
        assertThat(read.at("/error/type").asText()).isEqualTo(type);
        assertThat(read.at("/error/message").asText()).isNotBlank().doesNotContain("Exception");
        assertThat(read.has("request_id")).isEqualTo(api == Api.ANTHROPIC);
    }

    private static Configs configs(FakeUpstream upstream, WireFormat format) {
        return new Configs().maxRequestBytes(LARGEST).provider("up-" + format, upstream.url(format), format);
    }

    private static HttpResponse<String> post(Api api, byte[] body) throws Exception {
        String path = api == Api.ANTHROPIC ? "/v1/messages" : "/v1/chat/completions";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
