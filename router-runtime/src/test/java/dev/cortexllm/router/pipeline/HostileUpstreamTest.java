package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Upstreams that send what is not an answer, in every format, to clients of every dialect: each request ends in a clear
 * error of the client's own shape, and nothing stays behind.
 */
class HostileUpstreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What leaves a connection that nobody can use again, so that it has to be closed. */
    private static final Set<String> UNUSABLE = Set.of("a cut", "silence", "an endless line");

    private static final int MANY = 6 * 1024 * 1024;

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

    /** What an upstream may do to a request for a whole answer. */
    private static Map<String, Handler<HttpServerRequest>> wholes(WireFormat format) {
        String answer = Fixtures.answer(format);
        Map<String, Handler<HttpServerRequest>> steps = new LinkedHashMap<>();
        steps.put("half an answer", FakeUpstream.status(200, answer.substring(0, answer.length() / 2)));
        steps.put("not JSON", FakeUpstream.status(200, "{certainly not"));
        steps.put("HTML", FakeUpstream.status(200, "<html>200 is not OK</html>"));
        steps.put("an array", typed("application/json", "[1,2,3]"));
        steps.put("a string", typed("application/json", "\"hi\""));
        steps.put("nothing", typed("application/json", ""));
        steps.put("a stream", FakeUpstream.stream(Fixtures.beginning(format)));
        steps.put("an answer that goes on", typed("application/json", answer + answer));
        steps.put("bad UTF-8", bytes("application/json", badUtf8(answer)));
        steps.put("deep nesting", typed("application/json", "{\"a\":" + "[".repeat(100_000) + "}"));
        steps.put("a body cut short", cutShort(answer));
        return steps;
    }

    /** What an upstream may do to a request for a stream, before its first content. */
    private static Map<String, Handler<HttpServerRequest>> streams(WireFormat format) {
        Map<String, Handler<HttpServerRequest>> steps = new LinkedHashMap<>();
        steps.put("a whole answer", typed("application/json", Fixtures.answer(format)));
        steps.put("HTML", typed("text/html", "<html></html>"));
        steps.put("an error at once", FakeUpstream.stream(Fixtures.failure(format)));
        steps.put("not JSON", FakeUpstream.stream("data: {certainly not\n\n"));
        steps.put("an endless line", FakeUpstream.stream("data: \"" + "x".repeat(MANY)));
        steps.put("an endless event", FakeUpstream.stream("data: x\n".repeat(MANY / 8)));
        steps.put("endless comments", FakeUpstream.stream(": nothing\n\n".repeat(MANY / 12)));
        steps.put("no events", FakeUpstream.stream());
        steps.put("only its end", FakeUpstream.stream("data: [DONE]\n\n"));
        steps.put("numbers for events", FakeUpstream.stream("data: 1\n\ndata: 2\n\n"));
        steps.put("a cut before content", FakeUpstream.cut());
        return steps;
    }

    static Stream<Arguments> early() {
        return Stream.concat(cases(false, HostileUpstreamTest::wholes), cases(true, HostileUpstreamTest::streams));
    }

    private static Stream<Arguments> cases(
            boolean stream, Function<WireFormat, Map<String, Handler<HttpServerRequest>>> steps) {
        return Stream.of(Api.values())
                .flatMap(api -> Stream.of(WireFormat.values()).flatMap(format -> steps.apply(format).entrySet().stream()
                        .map(step -> arguments(api, format, stream, step.getKey(), step.getValue()))));
    }

    @ParameterizedTest(name = "{0} client, {1} upstream, stream {2}: {3}")
    @MethodSource("early")
    void what_is_no_answer_is_an_error_of_the_clients_own_shape(
            Api api, WireFormat format, boolean stream, String name, Handler<HttpServerRequest> step) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream(vertx)) {
            upstream.then(step);
            router.serve(configs(upstream, format));

            HttpResponse<String> answer = router.post(api, stream);

            assertThat(answer.statusCode()).as(answer.body()).isBetween(500, 529);
            error(api, JSON.readTree(answer.body()));
            assertThat(answer.body()).doesNotContain("Exception").doesNotContain("secret");
            router.awaitIdle();
        }
    }

    static Stream<Arguments> late() {
        return Stream.of(Api.values())
                .flatMap(api -> Stream.of(WireFormat.values()).flatMap(format -> {
                    String beginning = String.join("", Fixtures.beginning(format));
                    return Stream.of(
                            arguments(
                                    api, format, "an error", FakeUpstream.stream(beginning, Fixtures.failure(format))),
                            arguments(api, format, "garbage", FakeUpstream.stream(beginning, "data: {garbage\n\n")),
                            arguments(api, format, "an end too early", FakeUpstream.stream(beginning)),
                            arguments(api, format, "a cut", FakeUpstream.cut(beginning)),
                            arguments(api, format, "silence", FakeUpstream.stall(beginning)),
                            arguments(
                                    api, format, "an endless line", FakeUpstream.stream(beginning, "x".repeat(MANY))));
                }));
    }

    @ParameterizedTest(name = "{0} client, {1} upstream: {2} after content")
    @MethodSource("late")
    void what_breaks_after_content_is_told_as_the_dialects_error_event(
            Api api, WireFormat format, String name, Handler<HttpServerRequest> step) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream(vertx)) {
            upstream.then(step);
            router.serve(configs(upstream, format));

            String answer = router.postUntilCut(api);

            assertThat(answer).contains("hi").doesNotContain("[DONE]").doesNotContain("message_stop");
            String last = answer.strip().substring(answer.strip().lastIndexOf("\n\n") + 2);
            assertThat(last).startsWith(api == Api.ANTHROPIC ? "event: error\ndata: " : "data: ");
            error(api, JSON.readTree(last.substring(last.indexOf("data: ") + "data: ".length())));
            router.awaitIdle();
            if (UNUSABLE.contains(name)) {
                upstream.awaitNoConnections();
            }
        }
    }

    private static void error(Api api, JsonNode body) {
        JsonNode error = body.path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("type").asText()).isNotBlank();
        if (api == Api.ANTHROPIC) {
            assertThat(body.path("type").asText()).isEqualTo("error");
        } else {
            assertThat(error.has("param") && error.has("code")).isTrue();
        }
    }

    private static Configs configs(FakeUpstream upstream, WireFormat format) {
        return new Configs()
                .timeouts(1_000, 1_500, 500, 10_000)
                .maxAttempts(1)
                .provider("up-" + format, upstream.url(format), format);
    }

    private static Handler<HttpServerRequest> typed(String type, String body) {
        return bytes(type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Handler<HttpServerRequest> bytes(String type, byte[] body) {
        return request -> request.response().putHeader("content-type", type).end(Buffer.buffer(body));
    }

    private static byte[] badUtf8(String answer) {
        byte[] bytes = answer.replace("hi", "??").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xFF : bytes[i];
        }
        return bytes;
    }

    private static Handler<HttpServerRequest> cutShort(String answer) {
        return request -> {
            HttpServerResponse response = request.response();
            response.putHeader("content-type", "application/json")
                    .putHeader("content-length", Integer.toString(answer.length()))
                    .write(Buffer.buffer(answer.substring(0, answer.length() / 2)))
                    .onComplete(sent -> request.connection().close());
        };
    }
}
