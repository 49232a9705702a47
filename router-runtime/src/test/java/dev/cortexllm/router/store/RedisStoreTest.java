package dev.cortexllm.router.store;

import static dev.cortexllm.router.store.ScriptTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.account.StoreMeters;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.notice.BudgetReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four stores, each with an event loop and a memory of its own as four routers have them, on one real Redis. */
class RedisStoreTest {
    private static final int ROUTERS = 4;
    private static final int COMMAND_MILLIS = 2_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreMeters meters = new Meters(registry).store();
    private final List<Context> loops = new ArrayList<>();
    private final List<StoreChoice> stores = new ArrayList<>();
    private Vertx vertx;
    private RedisProcess redis;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        redis = new RedisProcess();
        StoreAddress address = new StoreAddress(new RedisSettings(redis.url(), null, COMMAND_MILLIS, "test"), null);
        for (int i = 0; i < ROUTERS; i++) {
            MemoryStore memory = new MemoryStore(System::nanoTime, System::currentTimeMillis, new Books());
            Journals journals = new Journals(Files.createTempDirectory("journal"), 1_000_000);
            StoreChoice store = new StoreChoice(vertx, memory, meters, "router" + i, journals, System::nanoTime);
            loops.add(((ContextInternal) vertx.getOrCreateContext()).owner().createEventLoopContext());
            stores.add(store);
            await(on(i, () -> store.serve(address)));
        }
        assertThat(connected()).isEqualTo(ROUTERS);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
        redis.close();
    }

    @Test
    void four_routers_admit_exactly_the_limit() {
        Ask ask = Limits.ask(0, Limits.requests("r", 1_000));

        assertThat(admitted(ask, 4_000)).isEqualTo(1_000);
        assertThat(fallbacks()).isZero();
    }

    @Test
    void of_several_limits_the_others_lose_nothing_when_one_has_no_room() {
        Ask both = Limits.ask(0, Limits.requests("wide", 2_000), Limits.requests("narrow", 100));

        assertThat(admitted(both, 1_000)).isEqualTo(100);
        assertThat(admitted(Limits.ask(0, Limits.requests("wide", 2_000)), 3_000))
                .isEqualTo(1_900);
    }

    @Test
    void slots_are_shared_and_come_back() {
        Ask ask = Limits.ask(0, Limits.slots("s", 3));
        List<Grant> inside = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Grant grant = reserve(i % ROUTERS, ask);
            if (grant.decision().admitted()) {
                inside.add(grant);
            }
        }
        assertThat(inside).hasSize(3);

        for (int i = 0; i < inside.size(); i++) {
            Grant grant = inside.get(i);
            await(on(i, () -> {
                grant.settle(0, 1, new Used(1, 0));
                return Future.succeededFuture();
            }));
        }
        // Over the connections that the slots were given back on, so behind that.
        for (int i = 0; i < ROUTERS; i++) {
            reserve(i, Limits.ask(0, Limits.requests("other", 1_000)));
        }
        assertThat(admitted(ask, 8)).isEqualTo(3);
    }

    @Test
    void tokens_are_settled_for_everybody() {
        Ask ask = Limits.ask(90, Limits.tokens("t", 100));
        Grant grant = reserve(0, ask);
        assertThat(reserve(1, ask).decision().admitted()).isFalse();

        await(on(0, () -> {
            grant.settle(0, 1, new Used(1, 10));
            return stores.get(0).reserve(Limits.ask(0, Limits.requests("other", 1_000)));
        }));

        assertThat(reserve(1, ask).decision().admitted()).isTrue();
    }

    @Test
    void a_redis_that_takes_connections_and_no_work_is_left_alone_for_longer_each_time() {
        Redis admin = Redis.createClient(vertx, redis.url());
        await(admin.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1")));
        Ask ask = Limits.ask(0, Limits.requests("full", 1_000_000));

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> IntStream.range(0, ROUTERS)
                        .allMatch(i -> reserve(i, ask).decision().admitted()));

        String told = await(admin.send(Request.cmd(Command.INFO).arg("stats"))).toString();
        int connections = Integer.parseInt(told.replaceAll("(?s).*total_connections_received:(\\d+).*", "$1"));
        assertThat(connections).as("each router after 0.1, 0.3, 0.7, 1.5 ... s").isLessThan(10 * ROUTERS);
        await(admin.send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("0")));
        Awaitility.await().until(() -> reserve(0, ask).id() != null);
    }

    @Test
    void of_all_routers_one_is_the_first() {
        List<Boolean> said = new ArrayList<>();
        for (int i = 0; i < 2 * ROUTERS; i++) {
            StoreChoice store = stores.get(i % ROUTERS);
            said.add(await(on(i % ROUTERS, () -> store.first("policy/1/daily/80", 60_000))));
        }
        assertThat(said).startsWith(true).containsOnlyOnce(true);
        assertThat(await(on(1, () -> stores.get(1).first("policy/1/daily/100", 60_000))))
                .isTrue();
    }

    @Test
    void what_is_spent_can_be_looked_up_by_everybody() {
        CalendarWindow today = CalendarWindow.at(Window.DAY, ZoneId.of("UTC"), System.currentTimeMillis());
        Redis client = Redis.createClient(vertx, redis.url());
        await(client.send(Request.cmd(Command.HSET)
                .arg("{cortex:test}:budget:policy/1/daily@" + today.id())
                .arg("spent")
                .arg("9000000000000001")
                .arg("reserved")
                .arg("7")));

        List<Spend> found = await(on(2, () -> stores.get(2)
                .read(List.of(
                        new BudgetReader.Account("policy/1/daily", today),
                        new BudgetReader.Account("policy/1/other", today)))));

        assertThat(found).containsExactly(new Spend(9_000_000_000_000_001L, 7), Spend.NONE);
    }

    @Test
    void scripts_that_redis_has_forgotten_are_sent_again() {
        Ask ask = Limits.ask(0, Limits.requests("r", 3));
        assertThat(reserve(0, ask).decision().admitted()).isTrue();

        await(Redis.createClient(vertx, redis.url())
                .send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

        assertThat(admitted(ask, 10)).isEqualTo(2);
        assertThat(fallbacks()).isZero();
    }

    @Test
    void keys_share_one_hash_slot_and_leave_by_themselves() {
        reserve(0, Limits.ask(5, Limits.requests("r", 3), Limits.slots("s", 3), Limits.tokens("t", 30)));

        Redis client = Redis.createClient(vertx, redis.url());
        List<String> keys = new ArrayList<>();
        await(client.send(Request.cmd(Command.KEYS).arg("*"))).forEach(key -> keys.add(key.toString()));
        assertThat(keys).hasSize(3).allMatch(key -> key.startsWith("{cortex:test}:limit:"));
        for (String key : keys) {
            assertThat(await(client.send(Request.cmd(Command.PTTL).arg(key))).toLong())
                    .isBetween(1L, 70_000L);
        }
    }

    @Test
    void a_redis_that_is_killed_under_load_costs_nobody_an_answer() throws Exception {
        Ask ask = Limits.ask(0, Limits.requests("r", 1_000_000));
        List<Future<Grant>> grants = new ArrayList<>(send(ask, 2_000));
        redis.kill();
        grants.addAll(send(ask, 2_000));
        assertThat(await(Future.all(grants)).size()).isEqualTo(4_000);
        assertThat(grants).allMatch(grant -> grant.result().decision().admitted());

        // Nobody is told when Redis is there again: the first that is counted there says so.
        redis.start();
        untilCountedInRedis();
        assertThat(admitted(Limits.ask(0, Limits.requests("after", 100)), 400)).isEqualTo(100);
    }

    @Test
    void a_redis_that_hangs_is_waited_for_no_longer_than_the_command_timeout() throws Exception {
        Ask ask = Limits.ask(0, Limits.requests("r", 1_000_000));
        reserve(0, ask);
        redis.pause();
        try {
            List<Future<Grant>> grants = send(ask, 1_000);
            assertThat(await(Future.all(grants)).size()).isEqualTo(1_000);
            assertThat(grants).allMatch(grant -> grant.result().id() == null);
            assertThat(connected()).isZero();
            assertThat(fallbacks()).isEqualTo(1_000);
            // From now on nobody waits at all: the memory answers before the event loop turns.
            Boolean atOnce = await(on(
                    0, () -> Future.succeededFuture(stores.get(0).reserve(ask).isComplete())));
            assertThat(atOnce).isTrue();
        } finally {
            redis.resume();
        }
        untilCountedInRedis();
        assertThat(admitted(Limits.ask(0, Limits.requests("after", 100)), 400)).isEqualTo(100);
    }

    private void untilCountedInRedis() throws InterruptedException {
        long until = System.nanoTime() + 20_000_000_000L;
        while (connected() < ROUTERS) {
            assertThat(System.nanoTime()).as("connected: %d", connected()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private int admitted(Ask ask, int asked) {
        List<Future<Grant>> grants = send(ask, asked);
        await(Future.all(grants));
        return (int) grants.stream()
                .filter(grant -> grant.result().decision().admitted())
                .count();
    }

    /** Asked by all routers at the same time, without waiting for answers. */
    private List<Future<Grant>> send(Ask ask, int asked) {
        List<Future<Grant>> grants = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            int router = i % ROUTERS;
            grants.add(on(router, () -> stores.get(router).reserve(ask)));
        }
        return grants;
    }

    private Grant reserve(int router, Ask ask) {
        return await(on(router, () -> stores.get(router).reserve(ask)));
    }

    private <T> Future<T> on(int router, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loops.get(router).runOnContext(nothing -> work.get().onComplete(done));
        return done.future();
    }

    private int connected() {
        return (int) registry.get("cortex.llm.limit.store.connected").gauge().value();
    }

    private int fallbacks() {
        return (int) registry.get("cortex.llm.limit.store.fallbacks").counter().count();
    }
}
