package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Resilience;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.limit.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand requests, of which some are cancelled, some time out and some fail in every way, leave nothing behind: no
 * gauge above 0, no slot taken, no connection in use. {@code -Drush.seed=N} draws the same again.
 */
class ManyRequestsTest {
    private static final int REQUESTS = Integer.getInteger("rush.requests", 100_000);
    private static final int CLIENTS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PAST = "cortex_llm_(\\w+_max|budget_(limit|spent)_usd|breaker_state|target_\\w+)[ {].*";

    private final long seed = Long.getLong("rush.seed", System.nanoTime());

    @Test
    void leave_every_gauge_at_nothing() throws Exception {
        System.out.println("[rush] -Drush.seed=" + seed);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (TestRouter router = new TestRouter(2)) {
            RandomUpstream upstream = new RandomUpstream(vertx, seed);
            router.serve(configs(upstream));
            long began = System.nanoTime();

            Map<String, Integer> endings = new Rush(vertx, router.port(), seed, REQUESTS, CLIENTS, 5)
                    .run()
                    .get(10, TimeUnit.MINUTES);
            System.out.printf(
                    "[rush] %d requests, %d attempts in %d ms: %s%n",
                    REQUESTS, upstream.served(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), endings);

            assertThat(endings.keySet()).as("ways to end").contains("200", "left", "broken");
            await("all gauges are back at nothing").atMost(PATIENCE).untilAsserted(() -> assertThat(atRest(router))
                    .as("gauges that tell of something going on")
                    .isEmpty());
            everySlotIsFree(router);
            upstream.recover();
            await("all breakers close").atMost(PATIENCE).until(() -> everyBreakerCloses(router));
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }

    /** A breaker that opens soon and asks again soon, and a budget that is never used up. */
    private static Configs configs(RandomUpstream upstream) {
        Configs configs = new Configs()
                .timeouts(1_000, 150, 150, 1_000)
                .strategy(Strategy.WEIGHTED)
                .policyLimits(Limits.slots("slots", CLIENTS))
                .policyBudgets(Budgets.blocking("money", 1_000_000_000_000_000L))
                .resilience(new Resilience.Breaker(50, 100, 10_000, 20, 10, 50, 3), null, CLIENTS);
        for (String name : List.of("a", "b", "c", "d")) {
            configs.provider(name, upstream.url());
        }
        return configs;
    }

    /** A probe that never came back would leave its breaker half open for ever, whatever is answered. */
    private static boolean everyBreakerCloses(TestRouter router) throws Exception {
        for (int i = 0; i < 20; i++) {
            router.post(TestRouter.PLAIN);
        }
        return router.admin("/metrics")
                .body()
                .lines()
                .noneMatch(line -> line.startsWith("cortex_llm_breaker_state{") && !line.endsWith(" 0.0"));
    }

    /** Gauges that are above nothing, but for those that tell of what was: the longest times, money, breakers. */
    static List<String> atRest(TestRouter router) throws Exception {
        List<String> gauges = new ArrayList<>();
        List<String> lines = router.admin("/metrics").body().lines().toList();
        for (String line : lines) {
            if (line.startsWith("cortex_llm_")
                    && !line.matches(PAST)
                    && isGauge(lines, line)
                    && !line.endsWith(" 0.0")) {
                gauges.add(line);
            }
        }
        return gauges;
    }

    private static boolean isGauge(List<String> lines, String line) {
        String name = line.substring(0, line.indexOf(line.contains("{") ? "{" : " "));
        return lines.contains("# TYPE " + name + " gauge");
    }

    /** As many as the limit has are answered at once: none is still held by a request that is over. */
    private static void everySlotIsFree(TestRouter router) throws Exception {
        List<CompletableFuture<String>> bodies = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            bodies.add(router.postLater(TestRouter.PLAIN).thenApply(HttpResponse::body));
        }
        for (CompletableFuture<String> body : bodies) {
            assertThat(body.get(30, TimeUnit.SECONDS))
                    .as("an answer that names the limit tells of a slot that is lost")
                    .doesNotContain("slots");
        }
    }
}
