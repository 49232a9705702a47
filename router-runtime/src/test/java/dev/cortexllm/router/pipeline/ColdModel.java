package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.UpstreamState;
import dev.cortexllm.router.target.UpstreamState.Announced;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A deployment {@code local} that no endpoint of is ready until a test says so, as one router sees it. */
record ColdModel(TestRouter router) {
    private static final String ID = "deployment/ns/local";

    /** A policy that prefers the deployment and has requests wait for it. */
    static Configs configs(long maxMillis, int maxRequests) {
        return new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .waiting(maxMillis, maxRequests)
                .deployment("local", 2);
    }

    UpstreamState state() {
        return router.router().parts().states().upstream(ID);
    }

    /** Waits until exactly so many wait, and are counted as demand. */
    void awaitWaiting(int requests) {
        await(requests + " requests wait").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(state().waitingRoom().waiting()).isEqualTo(requests);
            assertThat(state().unmet()).hasValue(requests);
        });
    }

    /** Endpoints at these base URLs are ready, and no other. */
    void becomesReady(FakeUpstream... pods) {
        router.router()
                .parts()
                .states()
                .announce(
                        ID,
                        List.of(pods).stream()
                                .map(pod -> new Announced(pod.url(), Address.of(pod.url()), true))
                                .toList());
    }

    /** A step of an engine's script that leaves what polls its load alone. */
    static Handler<HttpServerRequest> chat(Handler<HttpServerRequest> step) {
        return request ->
                (request.path().endsWith("/chat/completions") ? step : FakeUpstream.status(404, "")).handle(request);
    }

    /** How many waits ended in which way. */
    Map<String, Long> ended() throws Exception {
        return router.admin("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("cortex_llm_waited_seconds_count{"))
                .collect(Collectors.toMap(line -> line.replaceAll(".*outcome=\"([a-z_]+)\".*", "$1"), line ->
                        (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> later) throws Exception {
        return later.get(25, TimeUnit.SECONDS);
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
