package dev.cortexllm.router.store;

import static dev.cortexllm.router.store.ScriptTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.ledger.Increment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums in one real Redis. */
class SharedStatisticsTest {
    private static final int FIELDS = 2_500;

    @TempDir
    Path folder;

    private Vertx vertx;
    private RedisProcess redis;
    private Context loop;
    private StoreChoice store;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        redis = new RedisProcess();
        loop = ((ContextInternal) vertx.getOrCreateContext()).owner().createEventLoopContext();
        store = new StoreChoice(
                vertx,
                new MemoryStore(System::nanoTime, System::currentTimeMillis, new Books()),
                new Meters(new SimpleMeterRegistry()).store(),
                "router",
                new Journals(Files.createDirectory(folder.resolve("journal")), 1_000_000),
                System::nanoTime);
        assertThat(store.statistics()).isNull();
        StoreAddress address = new StoreAddress(new RedisSettings(redis.url(), null, 2_000, "test"), null);
        on(nothing -> store.serve(address));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
        redis.close();
    }

    @Test
    void large_hashes_are_told_and_read_in_pieces_and_forgotten_at_once() {
        List<Increment> increments = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            increments.add(new Increment("stats:day:x", "f" + i, i, i == 0 ? 100 : 0));
            increments.add(new Increment("stats:day:x", "f" + i, 1, 0));
        }
        on(shared -> add(shared, increments));
        on(shared -> add(shared, List.of(new Increment("stats:day:y", "big", 1L << 62, 100))));

        Awaitility.await().untilAsserted(() -> {
            List<Map<String, Long>> read =
                    on(shared -> shared.read(List.of("stats:day:x", "stats:day:none", "stats:day:y")));
            assertThat(read.get(0)).hasSize(FIELDS).containsEntry("f0", 1L).containsEntry("f2499", 2_500L);
            assertThat(read.get(1)).isEmpty();
            // No double in between: those are exact to 2^53 only.
            assertThat(read.get(2)).containsEntry("big", 1L << 62);
        });

        on(shared -> shared.forget(List.of("stats:day:x", "stats:day:y")));
        assertThat(on(shared -> shared.read(List.of("stats:day:x"))).get(0)).isEmpty();
    }

    @Test
    void what_waits_for_a_redis_that_is_away_is_told_later() throws Exception {
        redis.kill();
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> on(shared -> shared.read(List.of("k"))))
                .hasMessageContaining("is not to be had"));
        on(shared -> add(shared, List.of(new Increment("stats:day:x", "f", 3, 100))));
        redis.start();
        Awaitility.await().untilAsserted(() -> assertThat(
                        on(shared -> shared.read(List.of("stats:day:x"))).get(0))
                .containsEntry("f", 3L));
    }

    private static Future<Void> add(SharedStatistics shared, List<Increment> increments) {
        shared.add(increments);
        return Future.succeededFuture();
    }

    private <T> T on(Function<SharedStatistics, Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(nothing -> work.apply(store.statistics()).onComplete(done));
        return await(done.future());
    }
}
