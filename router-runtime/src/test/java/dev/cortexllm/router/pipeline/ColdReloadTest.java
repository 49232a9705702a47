package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.ColdModel.answer;
import static dev.cortexllm.router.pipeline.ColdModel.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.outcome.Api;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests that wait for a cold deployment when something else changes. */
class ColdReloadTest {
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
        router = new TestRouter(2);
        cold = new ColdModel(router);
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void they_wait_on_under_another_configuration_that_says_the_same_of_them() throws Exception {
        router.serve(ColdModel.configs(LONG, 10));
        List<CompletableFuture<HttpResponse<String>>> later = requests(6);
        cold.awaitWaiting(6);

        router.serve(ColdModel.configs(LONG, 10).provider("other", cloud.url()));
        router.serve(ColdModel.configs(LONG, 5).maxAttempts(2));
        cold.awaitWaiting(6);
        assertThat(router.post(TestRouter.PLAIN).statusCode())
                .as("one more than the new bound")
                .isEqualTo(429);

        cold.becomesReady(pod);
        for (CompletableFuture<HttpResponse<String>> one : later) {
            assertThat(header(answer(one), "x-cortex-provider")).isEqualTo("local");
        }
        router.awaitIdle();
        cold.awaitWaiting(0);
    }

    @Test
    void they_go_on_when_the_policy_has_requests_wait_no_longer() throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        List<CompletableFuture<HttpResponse<String>>> later = requests(3);
        cold.awaitWaiting(3);

        router.serve(new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .deployment("local", 2)
                .provider("cloud", cloud.url()));

        for (CompletableFuture<HttpResponse<String>> one : later) {
            assertThat(header(answer(one), "x-cortex-provider")).isEqualTo("cloud");
        }
        router.awaitIdle();
        assertThat(cold.ended()).isEqualTo(Map.of("released", 3L));
        cold.awaitWaiting(0);
    }

    @Test
    void a_shorter_time_holds_for_them_too() throws Exception {
        router.serve(ColdModel.configs(LONG, 10));
        List<CompletableFuture<HttpResponse<String>>> later = requests(2);
        cold.awaitWaiting(2);

        router.serve(ColdModel.configs(1, 10));

        for (CompletableFuture<HttpResponse<String>> one : later) {
            assertThat(answer(one).body()).contains("local was not ready within 1ms");
        }
    }

    @Test
    void the_other_targets_serve_them_when_the_deployment_is_removed() throws Exception {
        router.serve(ColdModel.configs(LONG, 10).provider("cloud", cloud.url()));
        List<CompletableFuture<HttpResponse<String>>> later = requests(2);
        cold.awaitWaiting(2);

        router.serve(
                new Configs().strategy(Strategy.LOCAL_FIRST).waiting(LONG, 10).provider("cloud", cloud.url()));

        for (CompletableFuture<HttpResponse<String>> one : later) {
            assertThat(header(answer(one), "x-cortex-provider")).isEqualTo("cloud");
        }
    }

    @Test
    void what_was_to_stay_when_it_came_stays_though_the_policy_lets_it_go_meanwhile() throws Exception {
        Policy.Waiting waiting = new Policy.Waiting(LONG, 10);
        router.serve(ColdModel.configs(LONG, 10)
                .choosing(new Policy.Choosing(true, null, null, null, waiting, null, null))
                .provider("cloud", cloud.url()));
        List<CompletableFuture<HttpResponse<String>>> later = requests(2);
        cold.awaitWaiting(2);

        router.serve(new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .deployment("local", 2)
                .provider("cloud", cloud.url()));

        for (CompletableFuture<HttpResponse<String>> one : later) {
            HttpResponse<String> answer = answer(one);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("must not leave the cluster");
        }
        assertThat(cloud.seen()).isEmpty();
        assertThat(header(router.post(TestRouter.PLAIN), "x-cortex-provider")).isEqualTo("cloud");
    }

    @Test
    void they_are_refused_when_the_policy_is_removed() throws Exception {
        router.serve(ColdModel.configs(LONG, 10));
        List<CompletableFuture<HttpResponse<String>>> later = requests(2);
        cold.awaitWaiting(2);

        router.serve(ColdModel.configs(LONG, 10).models("something-else"));

        for (CompletableFuture<HttpResponse<String>> one : later) {
            HttpResponse<String> answer = answer(one);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "retry-after")).isNotNull();
            assertThat(answer.body()).contains("it was removed while the request waited for local");
        }
        router.awaitIdle();
        cold.awaitWaiting(0);
    }

    @Test
    void they_are_told_before_a_stopping_router_cuts_their_connections() throws Exception {
        router.serve(ColdModel.configs(LONG, 10));
        List<CompletableFuture<HttpResponse<String>>> later = requests(4);
        cold.awaitWaiting(4);

        Future<Void> stopped = router.router().stop();

        for (CompletableFuture<HttpResponse<String>> one : later) {
            HttpResponse<String> answer = answer(one);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "retry-after")).isNotNull();
            assertThat(answer.body()).contains("the gateway stops, and local was not ready");
        }
        FakeUpstream.await(stopped);
        assertThat(cold.state().waitingRoom().waiting()).isZero();
    }

    private List<CompletableFuture<HttpResponse<String>>> requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> router.postLater(Api.OPENAI, false))
                .toList();
    }
}
