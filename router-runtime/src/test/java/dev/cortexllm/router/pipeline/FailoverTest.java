package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.cut;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.event;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.hangUp;
import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.silence;
import static dev.cortexllm.router.pipeline.FakeUpstream.stall;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static dev.cortexllm.router.pipeline.FakeUpstream.stream;
import static dev.cortexllm.router.pipeline.FakeUpstream.truncatedPlain;
import static dev.cortexllm.router.pipeline.FakeUpstream.unasked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of failure, before and after the commit point. */
class FailoverTest {
    private static final String WHOLE = role() + content("a") + finish() + done();
    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream first;
    private FakeUpstream second;

    @BeforeAll
    static void startRouter() {
        vertx = Vertx.vertx();
        router = new TestRouter();
    }

    @AfterAll
    static void stopRouter() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @BeforeEach
    void startUpstreams() throws Exception {
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
        router.serve(configs());
    }

    @AfterEach
    void stopUpstreams() {
        first.close();
        second.close();
    }

    /** Names differ per test so that no test sees another's cool-downs. */
    private Configs configs() {
        String id = Integer.toString(System.identityHashCode(first));
        return new Configs()
                .timeouts(300, 400, 300, 5_000)
                .provider("first-" + id, first.url())
                .provider("second-" + id, second.url());
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("hang up", hangUp(), 502, "upstream_reset"),
                arguments("silence", silence(), 504, "upstream_timeout"),
                arguments("429", status(429, "{\"error\":{}}", "retry-after", "7"), 429, "rate_limit_exceeded"),
                arguments("408", status(408, "{}"), 504, "upstream_timeout"),
                arguments("500", status(500, "oops"), 502, "upstream_server_error"),
                arguments("503", status(503, "{\"error\":{}}"), 503, "server_is_overloaded"),
                arguments("401", status(401, "{\"error\":{}}"), 502, "upstream_credentials_refused"),
                arguments("403", status(403, "{\"error\":{}}"), 502, "upstream_credentials_refused"),
                arguments("redirect", status(302, "", "location", "http://127.0.0.1:1/"), 502, "upstream_malformed"));
    }

    static Stream<Arguments> plainFailures() {
        return Stream.concat(
                failures(),
                Stream.of(
                        arguments("truncated", truncatedPlain(), 502, "upstream_truncated"),
                        arguments("not JSON", status(200, "<html>"), 502, "upstream_malformed"),
                        arguments("half JSON", status(200, "{\"a\":"), 502, "upstream_malformed"),
                        arguments("empty", status(200, ""), 502, "upstream_malformed"),
                        arguments("a stream", stream(role(), done()), 502, "upstream_malformed")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plainFailures")
    void next_target_answers_a_plain_request(String name, Handler<HttpServerRequest> step) throws Exception {
        first.then(step);

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FakeUpstream.ANSWER);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("2");
        assertThat(answer.headers().firstValue("x-cortex-provider"))
                .hasValueSatisfying(p -> assertThat(p).startsWith("second"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plainFailures")
    void last_failure_is_told_when_all_fail(String name, Handler<HttpServerRequest> step, int code, String word)
            throws Exception {
        first.then(step);
        second.close();
        router.serve(new Configs()
                .timeouts(300, 400, 300, 5_000)
                .provider("only-" + System.identityHashCode(first), first.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"message\":\"Upstream only-")
                .contains("\"code\":\"" + word + "\"");
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(code == 429 || code == 503);
        second = new FakeUpstream(vertx);
    }

    static Stream<Arguments> streamFailures() {
        return Stream.concat(
                failures(),
                Stream.of(
                        arguments("cut before content", cut(role())),
                        arguments("ends before content", stream(role())),
                        arguments("only done", stream(done())),
                        arguments("stalls before content", stall(": wait\n\n", role())),
                        arguments("not a chunk", stream("data: <html>\n\n")),
                        arguments("error event", stream(role(), event("{\"error\":{\"message\":\"x\"}}"))),
                        arguments("JSON instead of a stream", plain())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamFailures")
    void next_target_answers_a_stream(String name, Handler<HttpServerRequest> step) throws Exception {
        first.then(step);
        second.then(stream(WHOLE));

        HttpResponse<String> answer = router.post(TestRouter.STREAM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(unasked(WHOLE));
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("2");
    }

    static Stream<Arguments> lateFailures() {
        return Stream.of(
                arguments("cut", cut(role(), content("a")), "upstream_truncated"),
                arguments("ends without an end", stream(role(), content("a")), "upstream_truncated"),
                arguments("stalls", stall(role(), content("a")), "upstream_timeout"),
                arguments("garbage", stream(role(), content("a"), "data: {\n\n"), "upstream_malformed"),
                arguments(
                        "error event",
                        stream(role(), content("a"), event("{\"error\":{}}"), done()),
                        "upstream_server_error"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lateFailures")
    void a_broken_stream_ends_with_an_error_event_and_a_closed_connection(
            String name, Handler<HttpServerRequest> step, String word) throws Exception {
        first.then(step);

        RawClient.Answer answer = RawClient.post(router.port(), TestRouter.STREAM);

        assertThat(answer.text()).contains(unasked(content("a")).strip()).contains("\"code\":\"" + word + "\"");
        assertThat(answer.text()).doesNotContain("[DONE]");
        assertThat(answer.text()).as("no regular end of a chunked body").doesNotEndWith("0\r\n\r\n");
        assertThat(second.seen()).isEmpty();
    }

    static Stream<Arguments> endsAfterDone() {
        return Stream.of(
                arguments("cut", cut(role(), content("a"), finish(), done())),
                arguments("stalls", stall(role(), content("a"), finish(), done())));
    }

    /** Some servers never end the connection properly, or keep it open: the answer is complete all the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("endsAfterDone")
    void after_the_last_event_nothing_can_fail(String name, Handler<HttpServerRequest> step) throws Exception {
        first.then(step);

        HttpResponse<String> answer = router.post(TestRouter.STREAM);

        assertThat(answer.body()).isEqualTo(unasked(WHOLE));
    }

    @Test
    void a_content_type_is_not_case_sensitive() throws Exception {
        first.then(request -> request.response()
                .putHeader("content-type", "Text/Event-Stream; charset=UTF-8")
                .end(WHOLE));

        assertThat(router.post(TestRouter.STREAM).body()).isEqualTo(unasked(WHOLE));
        assertThat(second.seen()).isEmpty();
    }

    @Test
    void an_answer_too_large_to_hold_is_passed_on_as_it_comes() throws Exception {
        String large = "{\"x\":\"" + "y".repeat(3 << 20) + "\"," + FakeUpstream.ANSWER.substring(1);
        first.then(status(200, large));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.body()).isEqualTo(large);
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_tokens_total{model=\""
                        + answer.headers().firstValue("x-cortex-model").orElseThrow());
    }

    @Test
    void an_answer_too_large_to_hold_that_breaks_off_is_seen_to_be_broken() throws Exception {
        first.then(request -> request.response()
                .putHeader("content-type", "application/json")
                .putHeader("content-length", "9000000")
                .write("{\"x\":\"" + "y".repeat(3 << 20))
                .onComplete(sent -> request.connection().close()));

        RawClient.Answer answer = RawClient.post(router.port(), TestRouter.PLAIN);

        assertThat(answer.text()).startsWith("HTTP/1.1 200").hasSizeLessThan(9_000_000);
        assertThat(second.seen()).isEmpty();
    }

    @Test
    void a_mistake_of_the_client_is_answered_as_the_upstream_says() throws Exception {
        String body = "{\"error\":{\"message\":\"bad temperature\",\"type\":\"invalid_request_error\",\"vendor\":1}}";
        first.then(status(400, body));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(second.seen()).isEmpty();
    }

    @Test
    void a_mistake_explained_in_html_is_explained_anew() throws Exception {
        first.then(status(422, "<html>no</html>"));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("refused the request (status 422)").contains("upstream_refused");
    }

    @Test
    void a_refused_connection_is_followed_by_the_next_target() throws Exception {
        first.close();

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(200);
        first = new FakeUpstream(vertx);
    }

    static Stream<Arguments> endpointsThatDie() {
        return Stream.of(
                arguments("before the answer", false, hangUp()),
                arguments("before the stream", true, hangUp()),
                arguments("in the answer", false, truncatedPlain()),
                arguments("before the stream's first content", true, cut(role())),
                arguments("with an error", false, status(500, "{}")),
                arguments("with an error of a stream", true, status(503, "{}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpointsThatDie")
    void another_endpoint_answers_what_one_dies_of(String name, boolean stream, Handler<HttpServerRequest> death)
            throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Handler<HttpServerRequest> well =
                stream ? FakeUpstream.stream(role(), content("a"), finish(), done()) : plain();
        Handler<HttpServerRequest> once = request -> {
            boolean asked = request.path().endsWith("/chat/completions");
            (asked && calls.getAndIncrement() == 0 ? death : well).handle(request);
        };
        first.then(once);
        second.then(once);
        String id = Integer.toString(System.identityHashCode(first));
        router.serve(new Configs().deployment("pods-" + id, 4, first.url(), second.url()));

        HttpResponse<String> answer = router.post(stream ? TestRouter.STREAM : TestRouter.PLAIN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("2");
        assertThat(calls.get()).isEqualTo(2);
    }

    @Test
    void another_endpoint_of_the_same_target_is_tried_before_the_next_target() throws Exception {
        first.then(hangUp());
        String id = Integer.toString(System.identityHashCode(first));
        router.serve(new Configs().deployment("pods-" + id, 4, first.url(), second.url()));

        for (int i = 0; i < 4; i++) {
            assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_idle_connection_that_the_upstream_has_closed_is_not_a_failure() throws Exception {
        first.then(plain(), hangUp(), plain());

        router.post(TestRouter.PLAIN);
        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("1");
        assertThat(answer.headers().firstValue("x-cortex-provider"))
                .hasValueSatisfying(p -> assertThat(p).startsWith("first"));
        assertThat(second.seen()).isEmpty();
    }
}
