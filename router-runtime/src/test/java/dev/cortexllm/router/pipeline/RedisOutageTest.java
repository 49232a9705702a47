package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four routers on one Redis that is killed, stopped and restarted under load: no request fails because of it. */
class RedisOutageTest {
    private static final int ROUTERS = 4;
    private static final int BATCH = 200;

    private final List<TestRouter> routers = new ArrayList<>();
    private Vertx vertx;
    private FakeUpstream upstream;
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        upstream = new FakeUpstream(vertx);
        redis = new RedisProcess("--requirepass", "pw-of-the-store");
        for (int i = 0; i < ROUTERS; i++) {
            routers.add(new TestRouter(1));
        }
    }

    @AfterEach
    void stop() throws Exception {
        routers.forEach(TestRouter::close);
        FakeUpstream.await(vertx.close());
        redis.close();
    }

    @Test
    void nobody_fails_while_redis_is_killed_stopped_and_restarted() throws Exception {
        serve(1_000_000, "pw-of-the-store");
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>(send());
        redis.kill();
        answers.addAll(send());
        redis.start();
        answers.addAll(send());
        untilAllAreConnected();
        answers.addAll(send());
        redis.pause();
        try {
            answers.addAll(send());
            assertThat(statuses(answers)).hasSize(5 * BATCH).containsOnly(200);
        } finally {
            redis.resume();
        }

        untilAllAreConnected();
        serve(50, "pw-of-the-store");
        // What was counted before is in Redis still, or was lost with it: never more than the limit comes on top.
        assertThat(statuses(send()).stream().filter(status -> status == 200).count())
                .isLessThanOrEqualTo(50);
    }

    @Test
    void four_routers_admit_exactly_the_limit() throws Exception {
        serve(50, "pw-of-the-store");

        List<Integer> statuses = statuses(send());

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(50);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(BATCH - 50);
        assertThat(upstream.seen()).hasSize(50);
        assertThat(routers.get(0).admin("/metrics").body())
                .contains("cortex_llm_limit_store_fallbacks_total 0.0")
                .doesNotContain("pw-of-the-store");
    }

    @Test
    void a_password_that_redis_does_not_take_leaves_each_router_its_own_counts() throws Exception {
        serve(50, "another");

        assertThat(statuses(send())).hasSize(BATCH).containsOnly(200);
        assertThat(routers.get(0).admin("/metrics").body())
                .contains("cortex_llm_limit_store_connected 0.0")
                .contains("cortex_llm_limit_store_fallbacks_total 50.0");
    }

    /** Each reservation without Redis would be counted as a fallback. */
    @Test
    void without_limits_and_prices_nothing_is_asked_of_the_store() throws Exception {
        redis.kill();
        for (TestRouter router : routers) {
            router.serve(new Configs()
                    .timeouts(10_000, 20_000, 20_000, 30_000)
                    .redis(redis.url(), "pw-of-the-store", 1_000)
                    .model(null, null)
                    .provider("a", upstream.url())
                    .provider("b", upstream.url()));
        }

        assertThat(statuses(send())).hasSize(BATCH).containsOnly(200);
        for (TestRouter router : routers) {
            assertThat(router.admin("/metrics").body())
                    .contains("cortex_llm_limit_store_fallbacks_total 0.0")
                    .doesNotContain("cortex_llm_limit_admitted_total");
        }
    }

    /** Two targets: of a burst of new connections Netty's epoll loses one now and then, whatever the limits do. */
    private void serve(long limit, String password) throws Exception {
        for (TestRouter router : routers) {
            router.serve(new Configs()
                    .timeouts(10_000, 20_000, 20_000, 30_000)
                    .redis(redis.url(), password, 1_000)
                    .policyLimits(Limits.requests("calm", limit))
                    .provider("a", upstream.url())
                    .provider("b", upstream.url()));
        }
    }

    /** A batch of requests to all routers in turn. */
    private List<CompletableFuture<HttpResponse<String>>> send() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            answers.add(routers.get(i % ROUTERS).postLater(TestRouter.PLAIN));
        }
        return answers;
    }

    private static List<Integer> statuses(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> one = answer.get(30, TimeUnit.SECONDS);
            assertThat(one.statusCode()).as(one.body()).isIn(200, 429);
            statuses.add(one.statusCode());
        }
        return statuses;
    }

    private void untilAllAreConnected() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (TestRouter router : routers) {
            while (!router.admin("/metrics").body().contains("cortex_llm_limit_store_connected 1.0")) {
                assertThat(System.nanoTime())
                        .as("Redis is back and nobody noticed")
                        .isLessThan(until);
            }
        }
    }
}
