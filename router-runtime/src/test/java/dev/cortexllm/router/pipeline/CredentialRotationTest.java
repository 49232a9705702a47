package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** A provider with several API keys. */
class CredentialRotationTest {
    private static Vertx vertx;
    private static TestRouter router;
    private FakeUpstream upstream;
    private FakeUpstream other;
    private String name;

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
    void startUpstreams() {
        upstream = new FakeUpstream(vertx);
        other = new FakeUpstream(vertx);
        name = "keyed-" + System.identityHashCode(upstream);
    }

    @AfterEach
    void stopUpstreams() {
        upstream.close();
        other.close();
    }

    private Configs configs(String... keys) {
        return new Configs().keys(keys).provider(name, upstream.url());
    }

    /** Answers by the key that a request carries; 200 where the key is not named. */
    private static Handler<HttpServerRequest> byKey(Map<String, Integer> statuses, String... headers) {
        return request -> {
            String key = request.getHeader("authorization").replace("Bearer ", "");
            Integer status = statuses.get(key);
            (status == null
                            ? plain()
                            : FakeUpstream.status(status, "{\"error\":{\"message\":\"no " + key + "\"}}", headers))
                    .handle(request);
        };
    }

    private List<String> keysSeen() {
        return upstream.seen().stream()
                .map(seen -> seen.headers().get("authorization").replace("Bearer ", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "429"})
    void a_refused_key_rests_and_the_next_one_is_used(int status) throws Exception {
        upstream.then(byKey(Map.of("sk-one", status)));
        router.serve(configs("sk-one", "sk-two"));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);
        router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("2");
        assertThat(keysSeen()).containsExactly("sk-one", "sk-two", "sk-two");
        String id = "credential=\"key-" + name + "\"";
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_credential_resting{" + id + ",upstream=\"provider/ns/" + name + "\"} 1.0")
                .contains("cortex_llm_credential_refused_total{" + id)
                .doesNotContain("sk-one");
    }

    @Test
    void each_key_is_tried_once_and_then_it_is_the_next_targets_turn() throws Exception {
        upstream.then(byKey(Map.of("sk-one", 401, "sk-two", 429)));
        router.serve(configs("sk-one", "sk-two").keys("sk-o").provider("other-" + name, other.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.headers().firstValue("x-cortex-provider")).hasValue("other-" + name);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("3");
        assertThat(keysSeen()).containsExactly("sk-one", "sk-two");
    }

    @Test
    void when_all_rest_the_one_that_rests_shortest_is_tried_alone() throws Exception {
        upstream.then(byKey(Map.of("sk-one", 401, "sk-two", 429), "retry-after", "3"));
        router.serve(configs("sk-one", "sk-two"));

        router.post(TestRouter.PLAIN);
        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).doesNotContain("sk-");
        assertThat(keysSeen()).containsExactly("sk-one", "sk-two", "sk-two");
    }

    @Test
    void a_key_rests_beyond_a_reload_and_a_new_value_does_not() throws Exception {
        upstream.then(byKey(Map.of("sk-one", 401)));
        router.serve(configs("sk-one", "sk-two"));
        router.post(TestRouter.PLAIN);

        router.serve(configs("sk-one", "sk-two").maxAttempts(2));
        router.post(TestRouter.PLAIN);
        router.serve(configs("sk-new", "sk-two"));
        router.post(TestRouter.PLAIN);

        assertThat(keysSeen()).containsExactly("sk-one", "sk-two", "sk-two", "sk-new");
    }

    @Test
    void a_provider_whose_keys_take_turns_is_not_left_alone() throws Exception {
        upstream.then(byKey(Map.of("sk-1", 401, "sk-2", 401, "sk-3", 401)));
        router.serve(configs("sk-1", "sk-2", "sk-3", "sk-4")
                .maxAttempts(4)
                .keys("sk-o")
                .provider("other-" + name, other.url()));

        for (int i = 0; i < 2; i++) {
            assertThat(router.post(TestRouter.PLAIN).headers().firstValue("x-cortex-provider"))
                    .hasValue(name);
        }
        assertThat(other.seen()).isEmpty();
    }

    @Test
    void the_log_tells_which_credential_was_refused_and_not_the_key() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            upstream.then(byKey(Map.of("sk-one", 401)));
            router.serve(configs("sk-one", "sk-two"));
            router.post(TestRouter.PLAIN);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("credential key-" + name + " is used last"))
                .noneMatch(line -> line.contains("sk-"));
    }
}
