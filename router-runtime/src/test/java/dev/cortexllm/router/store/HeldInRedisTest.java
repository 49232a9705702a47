package dev.cortexllm.router.store;

import static dev.cortexllm.router.store.ScriptTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.RedisSettings;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.account.StoreMeters;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.LimitEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The money of four routers in one real Redis, whatever happens to it and to them. */
@Execution(ExecutionMode.CONCURRENT)
class HeldInRedisTest {
    private static final int ROUTERS = 4;
    private static final int COMMAND_MILLIS = 5_000;
    private static final Ask NO_LIMITS = new Ask(new LimitEntry[0], 0);
    private static final Duration LONG = Duration.ofSeconds(40);

    private final StoreMeters meters = new Meters(new SimpleMeterRegistry()).store();
    private final List<Context> loops = new ArrayList<>();
    private final List<StoreChoice> stores = new ArrayList<>();
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Journals> allJournals = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private Vertx vertx;
    private RedisProcess redis;
    private Path journal;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        journal = Files.createTempDirectory("journal");
        redis = new RedisProcess("--appendonly", "yes", "--appendfsync", "always");
        for (int i = 0; i < ROUTERS; i++) {
            join();
        }
    }

    private void join() {
        Books books = new Books();
        books.onEntry(entries::add);
        MemoryStore memory = new MemoryStore(System::nanoTime, System::currentTimeMillis, books);
        Journals journals = new Journals(journal, 1_000_000);
        allJournals.add(journals);
        StoreChoice store =
                new StoreChoice(vertx, memory, meters, "router" + stores.size(), journals, System::nanoTime);
        loops.add(((ContextInternal) vertx.getOrCreateContext()).owner().createEventLoopContext());
        stores.add(store);
        StoreAddress address = new StoreAddress(new RedisSettings(redis.url(), null, COMMAND_MILLIS, "test"), null);
        await(on(stores.size() - 1, () -> store.serve(address)));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
        redis.close();
    }

    @Test
    void thousands_at_once_never_reserve_more_than_there_is() {
        BudgetEntry[] budgets = entries(Budgets.blocking("wide", 100_000), Budgets.blocking("narrow", 50_000));
        List<Future<Grant>> grants = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            grants.add(reserve(i % ROUTERS, budgets, 100, 40));
        }
        await(Future.all(grants));
        long reserved = admitted(grants).stream()
                .mapToLong(grant -> grant.hold().nanoUsd())
                .sum();
        assertThat(reserved).isEqualTo(50_000);

        List<Grant> running = admitted(grants);
        for (int i = 0; i < running.size(); i++) {
            end(i % ROUTERS, running.get(i), 7);
        }
        Awaitility.await().until(() -> entries.size() == running.size());
        BudgetReading after = reading(budgets);
        assertThat(after.spent()).isEqualTo(7L * running.size());
        assertThat(after.reserved()).isZero();
    }

    @Test
    void an_attempt_of_a_router_that_died_is_accounted_for_by_another_once() {
        BudgetEntry[] budgets = entries(Budgets.blocking("dead", 100_000));
        await(reserve(0, budgets, 500, 500));
        Grant living = await(reserve(1, budgets, 300, 300));
        await(on(0, () -> {
            stores.get(0).close();
            return Future.succeededFuture();
        }));

        Awaitility.await().atMost(LONG).until(() -> !entries.isEmpty());
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).result()).isEqualTo(Entry.Result.SWEPT);
        assertThat(entries.get(0).picoUsd()).isEqualTo(500_000);
        assertThat(reading(budgets).spent()).isEqualTo(500);
        assertThat(reading(budgets).reserved()).isEqualTo(300);
        end(1, living, 20);
        Awaitility.await().until(() -> entries.size() == 2);
        assertThat(reading(budgets))
                .extracting(BudgetReading::spent, BudgetReading::reserved)
                .containsExactly(520L, 0L);
    }

    @Test
    void what_is_spent_while_redis_is_dead_is_told_when_it_is_back() throws Exception {
        BudgetEntry[] budgets = entries(Budgets.blocking("open", 100_000));
        Grant before = await(reserve(0, budgets, 500, 500));
        redis.kill();
        Grant during = await(reserve(1, budgets, 400, 400));
        assertThat(during.decision().admitted()).isTrue();
        Grant over = await(reserve(1, budgets, 300, 300));
        end(0, before, 50);
        end(1, during, 40);
        Awaitility.await().until(() -> entries.size() == 2);

        redis.start();
        awaitSpent(budgets, 90);
        end(1, over, 3);
        awaitSpent(budgets, 93);
        assertThat(reading(budgets).reserved()).isZero();
        assertThat(entries).hasSize(3).noneMatch(entry -> entry.result() == Entry.Result.SWEPT);
    }

    @Test
    void a_redis_that_hangs_for_longer_than_leases_last_loses_nobody() throws Exception {
        BudgetEntry[] budgets = entries(Budgets.blocking("hung", 100_000));
        Grant living = await(reserve(0, budgets, 500, 500));
        redis.pause();
        Grant during = await(reserve(1, budgets, 400, 400));
        assertThat(during.decision().admitted()).isTrue();
        end(1, during, 40);
        // Leases are measured by Redis' own clock, which goes on: nothing but time can make them end.
        Awaitility.await()
                .pollDelay(Duration.ofMillis(RedisHolds.LEASE_MILLIS + 2_000))
                .atMost(LONG)
                .until(() -> true);
        redis.resume();

        awaitSpent(budgets, 40);
        end(0, living, 5);
        awaitSpent(budgets, 45);
        assertThat(reading(budgets).reserved()).isZero();
        assertThat(entries).hasSize(2).noneMatch(entry -> entry.result() == Entry.Result.SWEPT);
    }

    @Test
    void what_a_router_left_in_its_journal_is_told_by_the_next() throws Exception {
        BudgetEntry[] budgets = entries(Budgets.blocking("left", 100_000));
        await(reserve(0, budgets, 1, 1));
        redis.kill();
        Grant during = await(reserve(0, budgets, 400, 400));
        end(0, during, 40);
        Awaitility.await().until(() -> entries.size() == 1);
        for (int i = 0; i < ROUTERS; i++) {
            StoreChoice gone = stores.get(i);
            await(on(i, () -> {
                gone.close();
                return Future.succeededFuture();
            }));
        }
        stores.clear();
        loops.clear();
        allJournals.forEach(Journals::close);
        redis.start();
        join();

        awaitSpent(budgets, 40);
    }

    @Test
    void what_ended_just_when_redis_stopped_counts_where_the_router_goes_on() throws Exception {
        BudgetEntry[] budgets = entries(Budgets.blocking("stopped", 1_000));
        Grant before = await(reserve(0, budgets, 600, 600));
        redis.pause();
        end(0, before, 600);
        Awaitility.await().atMost(LONG).until(() -> entries.size() == 1);

        Grant during = await(reserve(0, budgets, 500, 500));

        assertThat(during.decision().admitted()).isFalse();
        assertThat(during.hold().readings()[0].spent()).isEqualTo(600);
        redis.resume();
        awaitSpent(budgets, 600);
    }

    @Test
    void a_closed_budget_lets_nothing_pass_while_nobody_knows_what_is_spent() throws Exception {
        BudgetEntry[] budgets = entries(Budgets.closed(Budgets.blocking("closed", 100_000)));
        assertThat(await(reserve(0, budgets, 500, 500)).decision().admitted()).isTrue();
        redis.kill();

        Grant refused = await(reserve(0, budgets, 500, 500));

        assertThat(refused.decision().admitted()).isFalse();
        assertThat(refused.hold().readings()[0].verdict()).isEqualTo(BudgetReading.UNKNOWN);
    }

    private void awaitSpent(BudgetEntry[] budgets, long spent) {
        Awaitility.await().atMost(LONG).untilAsserted(() -> {
            Grant look = await(reserve(0, budgets, 1L << 50, 1L << 50));
            assertThat(look.id()).as("asked in Redis").isNotNull();
            assertThat(look.hold().readings()[0].spent()).isEqualTo(spent);
        });
    }

    private static BudgetEntry[] entries(Budget... budgets) {
        return BudgetEntry.of(List.of(budgets));
    }

    private BudgetReading reading(BudgetEntry[] budgets) {
        return await(reserve(2, budgets, 1L << 50, 1L << 50)).hold().readings()[0];
    }

    private Future<Grant> reserve(int router, BudgetEntry[] budgets, long wanted, long least) {
        String id = "attempt" + ids.incrementAndGet();
        Claim claim = new Claim(id, budgets, wanted, least, () -> lost(id));
        return on(router, () -> stores.get(router).reserve(NO_LIMITS, claim));
    }

    /** Nothing is known but that it has begun. */
    private static Entry lost(String id) {
        Entry some = MoneyScriptTest.entry(id, 0);
        return new Entry(
                id,
                some.requestId(),
                some.endedAtMillis(),
                some.policy(),
                some.rule(),
                some.upstream(),
                some.model(),
                null,
                null,
                null,
                List.of(),
                some.basis(),
                some.result(),
                some.usage(),
                -1,
                1);
    }

    private void end(int router, Grant grant, long nano) {
        Entry swept = MoneyScriptTest.entry(grant.hold().claim().attemptId(), nano);
        Entry ended = new Entry(
                swept.attemptId(),
                swept.requestId(),
                swept.endedAtMillis(),
                swept.policy(),
                swept.rule(),
                swept.upstream(),
                swept.model(),
                null,
                null,
                null,
                List.of(),
                Entry.Basis.EXACT,
                Entry.Result.ANSWERED,
                swept.usage(),
                swept.picoUsd(),
                1);
        await(on(router, () -> {
            grant.charge(ended);
            return Future.succeededFuture();
        }));
    }

    private static List<Grant> admitted(List<Future<Grant>> grants) {
        return grants.stream()
                .map(Future::result)
                .filter(grant -> grant.decision().admitted())
                .toList();
    }

    private <T> Future<T> on(int router, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loops.get(router).runOnContext(nothing -> work.get().onComplete(done));
        return done.future();
    }
}
