package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.ColdModel.answer;
import static dev.cortexllm.router.pipeline.ColdModel.chat;
import static dev.cortexllm.router.pipeline.ColdModel.header;
import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.silence;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static dev.cortexllm.router.pipeline.FakeUpstream.stream;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that wait for a cold deployment. */
class ColdWaitTest {
    private static final long LONG = 60_000;

    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream pod;
    private FakeUpstream cloud;
    private TestRouter router;
    private ColdModel cold;

    @BeforeEach
    void start() {
        pod = new FakeUpstream(vertx);
        cloud = new FakeUpstream(vertx);
        router = new TestRouter();
        cold = new ColdModel(router);
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void a_request_waits_until_the_model_is_ready_and_is_answered_by_it(Api api) throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        CompletableFuture<HttpResponse<String>> later = router.postLater(api, false);
        cold.awaitWaiting(1);

        cold.becomesReady(pod);

        HttpResponse<String> answer = answer(later);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-cortex-provider")).isEqualTo("local");
        assertThat(header(answer, "x-cortex-rule")).isEqualTo("default");
        assertThat(Long.parseLong(header(answer, "x-cortex-waited-ms"))).isNotNegative();
        assertThat(cloud.seen()).isEmpty();
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("served", 1L));
        cold.awaitWaiting(0);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void so_does_a_stream(Api api) throws Exception {
        pod.then(chat(stream(role(), content("hello"), finish(), usage(), done())));
        router.serve(ColdModel.configs(LONG, 10));
        CompletableFuture<HttpResponse<String>> later = router.postLater(api, true);
        cold.awaitWaiting(1);

        cold.becomesReady(pod);

        HttpResponse<String> answer = answer(later);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("hello").doesNotContain("waiting for");
        assertThat(header(answer, "x-cortex-provider")).isEqualTo("local");
    }

    @Test
    void a_request_that_is_being_answered_is_no_longer_demand_for_the_cold_model() throws Exception {
        pod.then(chat(silence()));
        router.serve(ColdModel.configs(LONG, 10));
        try (Socket socket = RawClient.open(router.port(), TestRouter.PLAIN)) {
            cold.awaitWaiting(1);

            cold.becomesReady(pod);

            await().until(() -> cold.state().inFlight() == 1);
            assertThat(socket.isConnected()).isTrue();
            assertThat(cold.state().unmet()).hasValue(0);
            assertThat(cold.state().waitingRoom().waiting()).isZero();
        }
        router.awaitIdle();
    }

    @Test
    void the_other_targets_are_tried_when_it_is_not_ready_in_time() throws Exception {
        router.serve(ColdModel.configs(300, 10).provider("cloud", cloud.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-cortex-provider")).isEqualTo("cloud");
        assertThat(Long.parseLong(header(answer, "x-cortex-waited-ms"))).isGreaterThanOrEqualTo(200);
        assertThat(Double.parseDouble(header(answer, "x-cortex-overhead-ms")))
                .as("waiting is not the router's own time")
                .isLessThan(200);
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("timed_out", 1L));
        cold.awaitWaiting(0);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void without_another_target_the_client_is_told_what_was_not_ready(Api api) throws Exception {
        router.serve(ColdModel.configs(300, 10));

        HttpResponse<String> answer = router.post(api, true);

        assertThat(answer.statusCode()).isEqualTo(api == Api.ANTHROPIC ? 529 : 503);
        assertThat(header(answer, "retry-after")).isNotNull();
        assertThat(answer.body())
                .contains("Policy chat cannot serve now: local was not ready within 300ms.")
                .contains(api == Api.ANTHROPIC ? "overloaded_error" : "no_target_available");
        router.awaitIdle();
        cold.awaitWaiting(0);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void when_as_many_wait_as_may_the_next_is_refused(Api api) throws Exception {
        router.serve(ColdModel.configs(LONG, 2).provider("cloud", cloud.url()));
        List<CompletableFuture<HttpResponse<String>>> waiting =
                List.of(router.postLater(api, false), router.postLater(api, true));
        cold.awaitWaiting(2);

        HttpResponse<String> refused = router.post(api, true);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "retry-after")).isEqualTo("10");
        assertThat(refused.body())
                .contains("rate_limit_error")
                .contains("Deployment local is not ready, and as many requests as may (2) wait for it already");
        cold.awaitWaiting(2);
        cold.becomesReady(pod);
        for (CompletableFuture<HttpResponse<String>> one : waiting) {
            answer(one);
        }
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("served", 2L, "refused", 1L));
    }

    @Test
    void a_workspace_that_fills_the_line_makes_room_for_another() throws Exception {
        router.serve(ColdModel.configs(LONG, 2)
                .workspace("big", null, null)
                .workspace("small", null, null)
                .client("bea", "sk-big-0123456789abc", "big")
                .client("sam", "sk-small-0123456789a", "small"));
        CompletableFuture<HttpResponse<String>> first =
                router.postLater(Api.OPENAI, false, "authorization", "Bearer sk-big-0123456789abc");
        cold.awaitWaiting(1);
        CompletableFuture<HttpResponse<String>> second =
                router.postLater(Api.OPENAI, false, "authorization", "Bearer sk-big-0123456789abc");
        cold.awaitWaiting(2);

        CompletableFuture<HttpResponse<String>> other =
                router.postLater(Api.OPENAI, false, "authorization", "Bearer sk-small-0123456789a");

        assertThat(answer(second).statusCode())
                .as("the newest of the larger share")
                .isEqualTo(429);
        cold.awaitWaiting(2);
        cold.becomesReady(pod);
        assertThat(answer(first).statusCode()).isEqualTo(200);
        assertThat(answer(other).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestRouter.PLAIN, TestRouter.STREAM})
    void a_client_that_leaves_waits_no_longer(String body) throws Exception {
        router.serve(ColdModel.configs(LONG, 10));
        try (Socket socket = RawClient.open(router.port(), body)) {
            cold.awaitWaiting(1);
            assertThat(socket.isConnected()).isTrue();
        }
        cold.awaitWaiting(0);
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("left", 1L));
        cold.becomesReady(pod);
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
        assertThat(pod.seen())
                .filteredOn(seen -> seen.path().endsWith("/chat/completions"))
                .hasSize(1);
    }

    @Test
    void as_many_go_on_as_the_engine_works_on_and_the_next_as_those_end() throws Exception {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        pod.then(chat(held::add));
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        List<CompletableFuture<HttpResponse<String>>> later = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            later.add(router.postLater(Api.OPENAI, false));
        }
        cold.awaitWaiting(5);

        cold.becomesReady(pod);

        cold.awaitWaiting(3);
        await().until(() -> held.size() == 2);
        plain().handle(held.remove());
        cold.awaitWaiting(2);
        await().until(() -> held.size() == 2);
        for (int i = 0; i < 4; i++) {
            await().until(() -> !held.isEmpty());
            plain().handle(held.remove());
        }
        for (CompletableFuture<HttpResponse<String>> one : later) {
            assertThat(header(answer(one), "x-cortex-provider")).isEqualTo("local");
        }
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("served", 5L));
    }

    @Test
    void workspaces_take_turns_when_places_are_free() throws Exception {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        pod.then(chat(held::add));
        router.serve(ColdModel.configs(LONG, 10)
                .workspace("big", null, null)
                .workspace("small", null, null)
                .client("bea", "sk-big-0123456789abc", "big")
                .client("sam", "sk-small-0123456789a", "small"));
        List<CompletableFuture<HttpResponse<String>>> big = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            big.add(router.postLater(Api.OPENAI, false, "authorization", "Bearer sk-big-0123456789abc"));
            cold.awaitWaiting(i + 1);
        }
        CompletableFuture<HttpResponse<String>> small =
                router.postLater(Api.OPENAI, false, "authorization", "Bearer sk-small-0123456789a");
        cold.awaitWaiting(5);

        cold.becomesReady(pod);

        await().until(() -> held.size() == 2);
        plain().handle(held.remove());
        plain().handle(held.remove());
        assertThat(answer(small).statusCode()).as("last to come").isEqualTo(200);
        assertThat(big.stream().filter(CompletableFuture::isDone)).hasSizeLessThan(2);
        for (int i = 0; i < 3; i++) {
            await().until(() -> !held.isEmpty());
            plain().handle(held.remove());
        }
        for (CompletableFuture<HttpResponse<String>> one : big) {
            assertThat(answer(one).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void counting_tokens_does_not_wait() throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));

        HttpResponse<String> counted = router.postTo(
                "/v1/messages/count_tokens",
                "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "anthropic-version",
                "2023-06-01");

        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(cold.ended()).isEmpty();
    }

    @Test
    void nobody_waits_for_a_model_while_another_deployment_serves() throws Exception {
        router.serve(ColdModel.configs(LONG, 10).deployment("twin", 2, pod.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(header(answer, "x-cortex-provider")).isEqualTo("twin");
        assertThat(header(answer, "x-cortex-waited-ms")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"x-cortex-prefer, cloud", "x-cortex-provider, cloud", "x-cortex-max-latency-ms, 59999"})
    void nobody_waits_who_would_rather_not(String header, String value) throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN, header, value);

        assertThat(header(answer, "x-cortex-provider")).isEqualTo("cloud");
        assertThat(header(answer, "x-cortex-waited-ms")).isNull();
    }

    @Test
    void a_failure_of_the_ready_model_is_followed_by_the_other_targets() throws Exception {
        pod.then(chat(status(500, "{\"error\":{\"message\":\"no\"}}")));
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        CompletableFuture<HttpResponse<String>> later = router.postLater(TestRouter.PLAIN);
        cold.awaitWaiting(1);

        cold.becomesReady(pod);

        HttpResponse<String> answer = answer(later);
        assertThat(header(answer, "x-cortex-provider")).isEqualTo("cloud");
        assertThat(header(answer, "x-cortex-attempts")).isEqualTo("2");
    }

    @Test
    void nobody_waits_for_a_suspended_model_and_it_is_no_demand() throws Exception {
        router.serve(suspended().provider("cloud", cloud.url()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(header(answer, "x-cortex-provider")).isEqualTo("cloud");
        assertThat(header(answer, "x-cortex-waited-ms")).isNull();
        assertThat(cold.state().asked()).isZero();
    }

    @Test
    void a_suspended_model_is_not_asked_though_an_engine_of_it_is_still_there() throws Exception {
        router.serve(suspended());
        cold.becomesReady(pod);

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("its targets are suspended");
        assertThat(pod.seen()).as("but for its metrics").allSatisfy(seen -> assertThat(seen.path())
                .isEqualTo("/metrics"));
    }

    @Test
    void who_waits_for_a_model_goes_on_when_it_is_suspended() throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        CompletableFuture<HttpResponse<String>> later = router.postLater(TestRouter.PLAIN);
        cold.awaitWaiting(1);

        router.serve(suspended().provider("cloud", cloud.url()));

        assertThat(header(answer(later), "x-cortex-provider")).isEqualTo("cloud");
        cold.awaitWaiting(0);
    }

    private static Configs suspended() {
        return new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .waiting(LONG, 10)
                .suspended()
                .deployment("local", 2);
    }
}
