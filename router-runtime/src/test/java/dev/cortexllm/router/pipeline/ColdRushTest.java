package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.plain;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.stream;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of requests at a time wait for a deployment that comes and goes while configurations change and clients leave: every
 * one of them ends, and nothing is left behind. {@code -Dcold.seed=N} draws the same again.
 */
class ColdRushTest {
    private static final int REQUESTS = 2_000;
    private static final int CLIENTS = 300;

    private final long seed = Long.getLong("cold.seed", System.nanoTime());

    @Test
    void leave_every_gauge_at_nothing() throws Exception {
        System.out.println("[cold] -Dcold.seed=" + seed);
        Random random = new Random(seed);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (TestRouter router = new TestRouter(2)) {
            FakeUpstream first = pod(vertx);
            FakeUpstream second = pod(vertx);
            ColdModel cold = new ColdModel(router);
            router.serve(ColdModel.configs(1_000, CLIENTS - 50));

            CompletableFuture<Map<String, Integer>> rush =
                    new Rush(vertx, router.port(), seed, REQUESTS, CLIENTS, 10).run();
            int most = 0;
            while (!over(rush, random.nextInt(40))) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2, 3 -> cold.becomesReady();
                    case 4 -> cold.becomesReady(second);
                    case 5 -> router.serve(ColdModel.configs(1_000, 50 + random.nextInt(CLIENTS)));
                    case 6 -> router.serve(new Configs().waiting(1_000, CLIENTS).deployment("local", 5));
                    default -> cold.becomesReady(first, second);
                }
                most = Math.max(most, cold.state().waitingRoom().waiting());
            }

            Map<String, Integer> endings = rush.get();
            System.out.println("[cold] at most " + most + " waited: " + endings + ", " + cold.ended());
            assertThat(most).as("waiting at the same time").isGreaterThan(50).isLessThanOrEqualTo(50 + CLIENTS);
            assertThat(endings.keySet())
                    .as("ways to end")
                    .contains("200", "left")
                    .isSubsetOf("200", "429", "503", "left");
            assertThat(cold.ended().get("served")).isPositive();
            await("all gauges are back at nothing")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ManyRequestsTest.atRest(router).stream()
                                    .filter(line -> !line.startsWith("cortex_llm_waited"))
                                    .toList())
                            .as("gauges that tell of something going on")
                            .isEmpty());
            assertThat(cold.state().waitingRoom().waiting()).isZero();
            cold.becomesReady();
            everyPlaceIsFree(router, cold, first);
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }

    /** As many are called at once as the engine works on: no place is held by a request that is over. */
    private static void everyPlaceIsFree(TestRouter router, ColdModel cold, FakeUpstream pod) throws Exception {
        router.serve(ColdModel.configs(60_000, 10));
        pod.now(ColdModel.chat(FakeUpstream.silence()));
        CompletableFuture<?>[] later = {
            router.postLater(TestRouter.PLAIN), router.postLater(TestRouter.PLAIN), router.postLater(TestRouter.PLAIN)
        };
        cold.awaitWaiting(3);
        cold.becomesReady(pod);
        cold.awaitWaiting(1);
        await().until(() -> cold.state().inFlight() == 2);
        for (CompletableFuture<?> one : later) {
            one.cancel(true);
        }
    }

    private static boolean over(CompletableFuture<?> rush, int millis) throws Exception {
        try {
            rush.get(1 + millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /** Takes a moment for each answer. */
    private static FakeUpstream pod(Vertx vertx) {
        return new FakeUpstream(vertx)
                .then(ColdModel.chat(
                        request -> vertx.setTimer(5, late -> answer(request).handle(request))));
    }

    private static Handler<HttpServerRequest> answer(HttpServerRequest asked) {
        return "text/event-stream".equals(asked.getHeader("accept"))
                ? stream(role(), content("a"), finish(), usage(), done())
                : plain();
    }
}
