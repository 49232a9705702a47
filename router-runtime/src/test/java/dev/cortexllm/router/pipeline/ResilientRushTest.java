package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Retry;
import dev.cortexllm.router.limit.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests that end in every way, while breakers open and close, keys rest, places run out and requests pause:
 * nothing is left taken, and every target is still probed. {@code -Drush.seed=N} draws the same again.
 */
class ResilientRushTest {
    private static final int REQUESTS = 6_000;
    private static final int CLIENTS = 60;
    private static final Resilience.Breaker NERVOUS = new Resilience.Breaker(40, 90, 100, 10, 5, 20, 3);

    private final long seed = Long.getLong("rush.seed", System.nanoTime());

    @Test
    void no_slot_is_lost_and_no_target_forgotten() throws Exception {
        System.out.println("[rush] -Drush.seed=" + seed);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (TestRouter router = new TestRouter(2)) {
            RandomUpstream one = new RandomUpstream(vertx, seed);
            RandomUpstream other = new RandomUpstream(vertx, ~seed);
            router.serve(new Configs()
                    .timeouts(1_000, 100, 100, 1_000)
                    .maxAttempts(4)
                    .retry(new Retry(List.of(Retry.On.values()), 1, 20, 100, 1_000))
                    .policyLimits(Limits.slots("slots", CLIENTS))
                    .resilience(NERVOUS, new Resilience.Ejection(2, 5, 20, 50), 20)
                    .keys("k1", "k2")
                    .provider("one", one.url())
                    .provider("other", other.url()));

            Map<String, Integer> endings = new Rush(vertx, router.port(), seed, REQUESTS, CLIENTS, 4)
                    .run()
                    .get(5, TimeUnit.MINUTES);
            System.out.println("[rush] " + endings);
            router.awaitIdle();

            assertThat(endings.keySet()).contains("200", "left", "broken");
            for (RandomUpstream upstream : List.of(one, other)) {
                int served = upstream.served();
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    router.post(TestRouter.PLAIN);
                    return upstream.served() > served + 20;
                });
            }
            router.awaitIdle();
            assertThat(router.admin("/metrics").body())
                    .contains("cortex_llm_breaker_state{", "cortex_llm_retries_total{")
                    .contains("cortex_llm_in_flight 0.0");
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }
}
