package dev.cortexllm.router.store;

import static dev.cortexllm.router.store.ScriptTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.config.Budget.Threshold;
import dev.cortexllm.config.Budget.Window;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.budget.BudgetTable;
import dev.cortexllm.router.budget.Budgets;
import dev.cortexllm.router.budget.Spends;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.LimitEntry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say of money in a real Redis is what the router's own table says, across the ends of windows. */
class MoneyScriptTest {
    /** Far ahead: Redis drops by its own clock what is over. */
    private static final long START = 2_000_000_000_000L;

    private static final Ask NO_LIMITS = new Ask(new LimitEntry[0], 0);

    private static Vertx vertx;
    private static RedisProcess process;
    private static Redis redis;

    private final RedisKeys keys = new RedisKeys("t");
    private final Spends spends = new Spends();

    private record Running(Grant grant, BudgetTable.Answer answer, BudgetEntry[] budgets) {}

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        process = new RedisProcess();
        redis = Redis.createClient(vertx, process.url());
    }

    @AfterAll
    static void stop() throws Exception {
        await(vertx.close());
        process.close();
    }

    @BeforeEach
    void forget() {
        await(redis.send(Request.cmd(Command.FLUSHALL)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scripts_count_money_as_the_router_does(long seed) {
        Random random = new Random(seed);
        BudgetEntry[] budgets = BudgetEntry.of(List.of(
                Budgets.of(
                        "hourly",
                        Window.HOUR,
                        900_000,
                        new Threshold(600_000, Action.THROTTLE, null),
                        new Threshold(900_000, Action.BLOCK, null)),
                Budgets.blocking("daily", 6_000_000),
                Budgets.shadow(Budgets.blocking("shadow", 300_000))));
        BudgetTable table = new BudgetTable();
        List<Running> running = new ArrayList<>();
        long now = START;
        int refused = 0;
        int cut = 0;
        for (int i = 0; i < 1_200; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(2_000_000) : random.nextInt(30_000);
            long wanted = 1 + random.nextInt(100_000);
            long least = Math.max(1, wanted / (1 + random.nextInt(4)));
            BudgetTable.Answer expected = table.look(budgets, new long[budgets.length], now, wanted, least);
            if (expected.admitted()) {
                table.reserve(budgets, expected, now);
            }
            Entry lost = entry("a" + i, 0);
            Grant grant = reserve(new Claim("a" + i, budgets, wanted, least, () -> lost), now);
            assertThat(grant.decision().admitted()).as("step %d", i).isEqualTo(expected.admitted());
            assertThat(grant.hold().nanoUsd()).as("step %d", i).isEqualTo(expected.nanoUsd());
            assertThat(grant.hold().readings()).as("step %d", i).isEqualTo(expected.readings());
            if (expected.admitted()) {
                running.add(new Running(grant, expected, budgets));
                cut += expected.nanoUsd() < wanted ? 1 : 0;
            } else {
                refused++;
            }
            while (!running.isEmpty() && (running.size() > 6 || random.nextInt(3) == 0)) {
                settle(running.remove(random.nextInt(running.size())), table, now, random);
            }
        }
        assertThat(refused).as("or nothing was tested").isBetween(50, 1_100);
        assertThat(cut).isPositive();
    }

    private void settle(Running one, BudgetTable table, long now, Random random) {
        long spent = (long) (one.grant().hold().nanoUsd() * random.nextDouble());
        List<Long> after = new ArrayList<>();
        for (Till till : one.grant().hold().tills()) {
            after.add(table.settle(
                    till.key(), till.window(), now, one.grant().hold().nanoUsd(), spent));
        }
        Response answer = charge(one.grant(), entry("x", spent), now, false);
        assertThat(answer.get(1).toLong()).isEqualTo(1);
        for (int i = 0; i < after.size(); i++) {
            assertThat(answer.get(2 + i).toLong()).isEqualTo(after.get(i));
        }
    }

    @Test
    void a_second_end_of_an_attempt_changes_nothing() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("once", 1_000)));
        Grant grant = reserve(new Claim("a", budgets, 400, 400, () -> entry("a", 0)), START);

        assertThat(charge(grant, entry("a", 100), START, false).get(1).toLong()).isEqualTo(1);
        assertThat(charge(grant, entry("a", 100), START, false).get(1).toLong()).isZero();
        assertThat(charge(grant, null, START, false).get(1).toLong()).isZero();

        assertThat(reading(budgets, START))
                .extracting(BudgetReading::spent, BudgetReading::reserved)
                .containsExactly(100L, 0L);
        assertThat(entries()).hasSize(1);
    }

    @Test
    void a_redis_that_restarted_empty_counts_what_ends_and_learns_what_still_runs() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("lost", 1_000)));
        Grant ending = reserve(new Claim("ending", budgets, 400, 400, () -> entry("ending", 0)), START);
        Grant running = reserve(new Claim("running", budgets, 300, 300, () -> entry("running", 0)), START);
        await(redis.send(Request.cmd(Command.FLUSHALL)));

        charge(ending, entry("ending", 100), START, false);
        charge(ending, entry("ending", 100), START, false);
        keep(running, START);
        keep(running, START);

        assertThat(reading(budgets, START))
                .extracting(BudgetReading::spent, BudgetReading::reserved)
                .containsExactly(100L, 300L);
        charge(running, entry("running", 50), START, false);
        assertThat(reading(budgets, START))
                .extracting(BudgetReading::spent, BudgetReading::reserved)
                .containsExactly(150L, 0L);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void a_redis_that_has_forgotten_is_told_what_was_spent() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("told", 1_000)));
        Spends known = new Spends();
        known.note(budgets[0].key(), budgets[0].window(START), 700, 0);

        Claim claim = new Claim("a", budgets, 400, 400, () -> entry("a", 0));
        ReserveCall call = new ReserveCall(keys, known, NO_LIMITS, claim, START);
        Grant grant = call.grant(null, "a", eval(Script.RESERVE, call.names(), at(call.arguments("a", START), START)));

        assertThat(grant.decision().admitted()).isFalse();
        assertThat(grant.hold().readings()[0].spent()).isEqualTo(700);
        String told = keys.till(budgets[0].key(), budgets[0].window(START));
        assertThat(await(redis.send(Request.cmd(Command.PTTL).arg(told))).toLong())
                .as("it leaves with its window, although nothing more came of it")
                .isPositive();
    }

    @Test
    void a_deleted_window_does_not_owe_anybody_money() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("deleted", 1_000)));
        Grant running = reserve(new Claim("a", budgets, 400, 400, () -> entry("a", 0)), START);
        await(redis.send(Request.cmd(Command.DEL).arg(keys.till(budgets[0].key(), budgets[0].window(START)))));

        charge(running, null, START, false);

        assertThat(reading(budgets, START).reserved()).isZero();
        assertThat(reserve(new Claim("b", budgets, 1_001, 1_001, () -> entry("b", 0)), START)
                        .decision()
                        .admitted())
                .isFalse();
    }

    @Test
    void what_is_known_comes_before_what_is_told_late() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("late", 1_000)));
        Grant grant = reserve(new Claim("a", budgets, 400, 400, () -> entry("a", 0)), START);
        await(redis.send(Request.cmd(Command.FLUSHALL)));
        spends.note(budgets[0].key(), budgets[0].window(START), 300, 0);

        charge(grant, entry("a", 50), START, false);

        assertThat(reading(budgets, START).spent()).isEqualTo(350);
    }

    @Test
    void what_nobody_keeps_is_found_when_its_lease_is_over_and_not_before() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("lease", 1_000)));
        Grant dead = reserve(new Claim("dead", budgets, 400, 400, () -> entry("dead", 0)), START);
        Grant living = reserve(new Claim("living", budgets, 300, 300, () -> entry("living", 0)), START);
        long later = START + RedisHolds.LEASE_MILLIS / 2;
        keep(living, later);
        assertThat(expired(later)).isEmpty();

        long over = START + RedisHolds.LEASE_MILLIS;
        assertThat(expired(over)).containsExactly("dead");
        assertThat(charge(living, entry("living", 1), over, true).get(1).toLong())
                .as("it lives")
                .isZero();
        assertThat(charge(dead, entry("dead", 400), over, true).get(1).toLong()).isEqualTo(1);
        assertThat(charge(dead, entry("dead", 10), over, false).get(1).toLong())
                .as("it was not dead after all, but is accounted for")
                .isZero();
        assertThat(expired(over)).isEmpty();
        assertThat(reading(budgets, over))
                .extracting(BudgetReading::spent, BudgetReading::reserved)
                .containsExactly(400L, 300L);
    }

    @Test
    void a_call_that_was_stuck_for_longer_than_anybody_waited_does_nothing() {
        BudgetEntry[] budgets = BudgetEntry.of(List.of(Budgets.blocking("stuck", 1_000)));
        Claim claim = new Claim("a", budgets, 400, 400, () -> entry("a", 0));
        ReserveCall call = new ReserveCall(keys, spends, NO_LIMITS, claim, START);
        List<String> late = at(call.arguments("a", START), START + 60_000);

        assertThat(eval(Script.RESERVE, call.names(), late).get(1).toLong()).isEqualTo(ReserveCall.TOO_LATE);
        // Nor one of an attempt that has ended without it.
        charge(new Grant(null, "a", NO_LIMITS, null, 0, new Hold(claim, 0, null, List.of())), null, START, false);
        assertThat(eval(Script.RESERVE, call.names(), at(call.arguments("a", START), START))
                        .get(1)
                        .toLong())
                .isEqualTo(ReserveCall.TOO_LATE);
        assertThat(await(redis.send(Request.cmd(Command.KEYS).arg("*hold*"))).size())
                .isZero();
    }

    private Grant reserve(Claim claim, long now) {
        ReserveCall call = new ReserveCall(keys, spends, NO_LIMITS, claim, now);
        String id = claim.attemptId();
        return call.grant(null, id, eval(Script.RESERVE, call.names(), at(call.arguments(id, now), now)));
    }

    private BudgetReading reading(BudgetEntry[] budgets, long now) {
        Claim claim = new Claim("look", budgets, 1L << 50, 1L << 50, () -> entry("look", 0));
        return reserve(claim, now).hold().readings()[0];
    }

    private Response charge(Grant grant, Entry entry, long now, boolean onlyExpired) {
        Hold hold = grant.hold();
        ChargeCall call = new ChargeCall(
                keys, spends, new Charge(hold.claim().attemptId(), hold.tills(), entry), List.of(), onlyExpired);
        return eval(Script.CHARGE, call.names(), at(call.arguments(), now));
    }

    private void keep(Grant grant, long now) {
        KeepCall call = new KeepCall(keys, List.of(grant.hold()));
        eval(Script.KEEP, call.names(), at(call.arguments(), now));
    }

    private List<String> expired(long now) {
        Response answer =
                eval(Script.EXPIRED, List.of(keys.holds(), keys.holdPrefix()), List.of(Long.toString(now), "100"));
        List<String> ids = new ArrayList<>();
        for (int at = 1; at < answer.size(); at += 4) {
            ids.add(answer.get(at).toString());
        }
        return ids;
    }

    private List<String> entries() {
        List<String> entries = new ArrayList<>();
        await(redis.send(Request.cmd(Command.XRANGE).arg(keys.ledger()).arg("-").arg("+")))
                .forEach(one -> entries.add(one.toString()));
        return entries;
    }

    private static List<String> at(List<String> arguments, long now) {
        List<String> timed = new ArrayList<>(arguments);
        timed.set(0, Long.toString(now));
        return timed;
    }

    static Entry entry(String id, long nano) {
        return new Entry(
                id,
                "req",
                START,
                "ns/chat",
                "default",
                "provider/ns/a",
                "model",
                null,
                null,
                null,
                List.of(),
                Entry.Basis.ESTIMATED,
                Entry.Result.SWEPT,
                new Usage(1, 1),
                nano * 1_000,
                1);
    }

    private static Response eval(Script script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(Command.EVAL).arg(script.text()).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return await(redis.send(request));
    }
}
