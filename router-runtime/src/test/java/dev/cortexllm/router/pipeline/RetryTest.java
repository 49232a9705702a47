package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.silence;
import static dev.cortexllm.router.pipeline.FakeUpstream.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Retry;
import dev.cortexllm.config.Retry.On;
import dev.cortexllm.router.limit.Limits;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How requests are tried again, counted where it hurts: at the upstreams. */
class RetryTest {
    private static Vertx vertx;
    private TestRouter router;
    private FakeUpstream first;
    private FakeUpstream second;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        FakeUpstream.await(vertx.close());
    }

    @BeforeEach
    void start() {
        router = new TestRouter();
        first = new FakeUpstream(vertx);
        second = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        router.close();
        first.close();
        second.close();
    }

    private static Retry retry(int percent, int minPerSecond, On... on) {
        return new Retry(on.length == 0 ? List.of(On.values()) : List.of(on), 5, 10, percent, minPerSecond);
    }

    private Configs one() {
        return new Configs().timeouts(1_000, 5_000, 5_000, 20_000).provider("first", first.url());
    }

    private Configs both() {
        return one().provider("second", second.url());
    }

    private static Handler<HttpServerRequest> half(long seed) {
        Random random = new Random(seed);
        return request -> {
            boolean fails;
            synchronized (random) {
                fails = random.nextBoolean();
            }
            (fails ? status(500, "{}") : plain()).handle(request);
        };
    }

    private int answered(int requests, int atOnce) throws Exception {
        int answered = 0;
        for (int sent = 0; sent < requests; sent += atOnce) {
            List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                running.add(router.postLater(TestRouter.PLAIN));
            }
            for (CompletableFuture<HttpResponse<String>> one : running) {
                answered += one.get(20, TimeUnit.SECONDS).statusCode() == 200 ? 1 : 0;
            }
        }
        return answered;
    }

    @Test
    void an_upstream_that_fails_half_of_the_time_gets_no_more_than_the_budget_allows() throws Exception {
        first.then(half(1));
        router.serve(one().retry(retry(20, 0)).maxAttempts(5));

        int answered = answered(400, 20);

        assertThat(first.seen()).hasSizeBetween(460, 480);
        assertThat(answered).isBetween(200, 320);
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_retry_budget_exhausted_total{policy=\"chat\"}")
                .contains("cortex_llm_retries_total{after=\"server_error\",outcome=\"answered\",policy=\"chat\"}")
                .contains("cortex_llm_retries_total{after=\"server_error\",outcome=\"failed\",policy=\"chat\"}");
    }

    @Test
    void going_to_the_next_target_is_taken_from_the_budget_too() throws Exception {
        first.then(half(2));
        router.serve(both().retry(retry(10, 0)).maxAttempts(2));

        answered(400, 20);

        // Whoever failed in a row comes last for a second, and is the one that is gone on to then.
        assertThat(first.seen().size() + second.seen().size()).isBetween(400, 440);
    }

    @Test
    void without_a_word_of_the_policy_a_request_goes_on_and_never_comes_back() throws Exception {
        first.then(half(3));
        router.serve(both().maxAttempts(5));

        assertThat(answered(300, 10)).isEqualTo(300);
        assertThat(first.seen().size()).isLessThanOrEqualTo(300);

        second.then(status(500, "{}"));
        first.now(status(500, "{}"));
        int before = first.seen().size() + second.seen().size();
        router.post(TestRouter.PLAIN);
        assertThat(first.seen().size() + second.seen().size()).isEqualTo(before + 2);
    }

    @Test
    void only_a_class_that_is_named_is_tried_again() throws Exception {
        first.then(status(500, "{}"));
        router.serve(both().retry(retry(100, 10, On.TIMEOUT)));

        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(502);
        assertThat(second.seen()).isEmpty();

        first.now(status(401, "{}"));
        assertThat(router.post(TestRouter.PLAIN).statusCode())
                .as("another account may do better")
                .isEqualTo(200);
    }

    @Test
    void the_same_target_is_asked_again_when_it_said_so_and_no_other_is_left() throws Exception {
        List<Long> times = new ArrayList<>();
        first.then(
                request -> {
                    times.add(System.nanoTime());
                    status(429, "{}", "retry-after", "1").handle(request);
                },
                request -> {
                    times.add(System.nanoTime());
                    plain().handle(request);
                });
        second.then(status(500, "{}"));
        router.serve(both().retry(new Retry(List.of(On.RATE_LIMITED), 5, 10, 100, 10))
                .withoutFallback());

        HttpResponse<String> ended = router.post(TestRouter.PLAIN);
        assertThat(ended.statusCode())
                .as("the second's failure is not tried again")
                .isEqualTo(502);

        first.now(status(429, "{}", "retry-after", "1"), request -> {
            times.add(System.nanoTime());
            plain().handle(request);
        });
        router.serve(one().retry(retry(100, 10)));
        long asked = System.nanoTime();
        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("2");
        assertThat(times.get(times.size() - 1) - asked).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void all_targets_come_before_one_is_asked_again() throws Exception {
        first.then(status(503, "{}"));
        second.then(status(500, "{}"), plain());
        router.serve(both().retry(retry(100, 10)).maxAttempts(4));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.headers().firstValue("x-cortex-attempts")).hasValue("4");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(first.seen()).hasSize(2);
        assertThat(second.seen()).hasSize(2);
    }

    @Test
    void nobody_waits_beyond_the_deadline() throws Exception {
        first.then(status(429, "{}", "retry-after", "30"));
        router.serve(one().retry(retry(100, 10)));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("30");
        assertThat(first.seen()).hasSize(1);
    }

    @Test
    void a_client_that_leaves_while_it_waits_frees_everything() throws Exception {
        first.then(status(429, "{}", "retry-after", "15"));
        router.serve(one().retry(retry(100, 10)).policyLimits(Limits.slots("slot", 1)));
        Socket client = RawClient.open(router.port(), TestRouter.PLAIN);
        await().until(() -> first.seen().size() == 1);
        assertThat(router.post(TestRouter.PLAIN).body()).contains("slot");

        client.close();
        router.awaitIdle();

        first.now(plain());
        await().untilAsserted(() ->
                assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200));
    }

    @Test
    void a_repetition_whose_client_leaves_is_counted_as_such() throws Exception {
        first.then(status(500, "{}"), silence());
        router.serve(one().retry(retry(100, 10)));
        Socket client = RawClient.open(router.port(), TestRouter.PLAIN);
        await().until(() -> first.seen().size() == 2);
        client.close();
        router.awaitIdle();

        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_retries_total{after=\"server_error\",outcome=\"cancelled\",policy=\"chat\"} 1.0");
    }

    @Test
    void a_client_that_leaves_while_it_waits_has_used_no_tokens() throws Exception {
        String wordy = TestRouter.PLAIN.replace("{\"model\"", "{\"max_tokens\":500,\"model\"");
        first.then(status(429, "{}", "retry-after", "15"));
        router.serve(one().retry(retry(100, 10)).policyLimits(Limits.tokens("tokens", 700)));
        Socket client = RawClient.open(router.port(), wordy);
        await().until(() -> first.seen().size() == 1);
        client.close();
        router.awaitIdle();

        first.now(plain());
        assertThat(router.post(wordy).statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_word_of_the_policy_there_are_twice_as_many_calls_at_the_most_and_some() throws Exception {
        first.then(status(500, "{}"));
        router.serve(one().provider("b", first.url())
                .provider("c", first.url())
                .provider("d", first.url())
                .maxAttempts(4));

        long began = System.nanoTime();
        answered(300, 20);
        int seconds = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

        assertThat(first.seen().size()).isBetween(600, 700 + 10 * (seconds + 1));
    }
}
