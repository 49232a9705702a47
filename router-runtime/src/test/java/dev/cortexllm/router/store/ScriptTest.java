package dev.cortexllm.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.LimitTable;
import dev.cortexllm.router.limit.Limits;
import dev.cortexllm.router.limit.Reading;
import dev.cortexllm.router.limit.Used;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say in a real Redis is what the router's own counts say, at every step of random traffic. */
class ScriptTest {
    private static Vertx vertx;
    private static RedisProcess process;
    private static Redis redis;

    private record Taken(String id, Ask ask, Decision decision, long at) {}

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void scripts_count_as_the_router_does(long seed) {
        Random random = new Random(seed);
        Limit window = limit(seed, Limits.tokens("w", 40));
        Limit bucket = limit(seed, Limits.leaky("b", 120, 9));
        Limit slots = limit(seed, Limits.slots("s", 6));
        Limit shadow = limit(seed, Limits.shadow(Limits.requests("x", 15)));
        LimitTable table = new LimitTable();
        List<Taken> taken = new ArrayList<>();
        long now = 1_700_000_000_000L;
        int refused = 0;
        for (int i = 0; i < 1_500; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(15_000) : random.nextInt(700);
            Ask ask = Limits.ask(1 + random.nextInt(9), window, bucket, slots, shadow);
            String id = "r" + i;
            Decision decision = table.reserve(ask, now);
            assertThat(reserved(ask, id, now)).as("step %d", i).isEqualTo(flat(decision, now));
            refused += decision.admitted() ? 0 : 1;
            if (decision.admitted()) {
                taken.add(new Taken(id, ask, decision, now));
            }
            // Every slot is given back before its lease is over: Redis would take it back by itself.
            while (!taken.isEmpty()
                    && (taken.size() > 5 || now - taken.get(0).at() > 10_000 || random.nextInt(3) == 0)) {
                settle(taken.remove(random.nextInt(taken.size())), table, now, random);
            }
        }
        assertThat(refused).as("or nothing was tested").isBetween(200, 1_400);
    }

    @Test
    void slots_of_the_dead_come_back_and_those_of_the_living_stay() {
        Ask ask = Limits.ask(0, Limits.slots("leases", 2));
        String key = ask.limits()[0].config().key();
        long now = 1_700_000_000_000L;
        reserved(ask, "dead", now);
        reserved(ask, "living", now);
        String lease = Long.toString(RedisStore.LEASE_MILLIS);
        long later = now + RedisStore.LEASE_MILLIS / 2;
        eval(Script.RENEW, List.of(key), List.of(Long.toString(later), lease, "living"));
        assertThat(reserved(ask, "early", later)).containsExactly(later, 0L, 0L, 0L, 1_000L);

        long after = now + RedisStore.LEASE_MILLIS;
        assertThat(reserved(ask, "next", after)).containsExactly(after, 1L, 1L, 0L, 0L);
        assertThat(reserved(ask, "third", after)).containsExactly(after, 0L, 0L, 0L, 1_000L);

        // A Redis that was restarted learns of the living at their next renewal.
        await(redis.send(Request.cmd(Command.FLUSHALL)));
        eval(Script.RENEW, List.of(key, key), List.of(Long.toString(after), lease, "living", "next"));
        assertThat(reserved(ask, "again", after)).containsExactly(after, 0L, 0L, 0L, 1_000L);
    }

    private static Limit limit(long seed, Limit of) {
        return new Limit(
                seed + of.key(),
                of.name(),
                of.owner(),
                of.measure(),
                of.amount(),
                of.windowMillis(),
                of.burst(),
                of.shadow(),
                null);
    }

    private static void settle(Taken one, LimitTable table, long now, Random random) {
        Used used = new Used(random.nextInt(2), random.nextInt(12));
        int count = one.ask().limits().length;
        table.settle(one.ask(), one.decision(), one.at(), now, 0, count, used);
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(Long.toString(now), one.id(), Long.toString(one.at())));
        for (int i = 0; i < count; i++) {
            if (one.decision().taken(i) && one.ask().correction(i, used) != 0) {
                keys.add(one.ask().limits()[i].config().key());
                arguments.addAll(described(one.ask().limits()[i].config()));
                arguments.add(Long.toString(one.ask().correction(i, used)));
            }
        }
        eval(Script.SETTLE, keys, arguments);
    }

    private static List<Long> reserved(Ask ask, String id, long now) {
        List<String> keys = new ArrayList<>();
        List<String> arguments =
                new ArrayList<>(List.of(Long.toString(now), "0", id, Long.toString(RedisStore.LEASE_MILLIS)));
        arguments.addAll(List.of(Integer.toString(ask.limits().length), "0"));
        for (int i = 0; i < ask.limits().length; i++) {
            Limit limit = ask.limits()[i].config();
            keys.add(limit.key());
            arguments.addAll(described(limit));
            arguments.add(Long.toString(ask.amount(i)));
            arguments.add(limit.shadow() ? "1" : "0");
        }
        List<Long> numbers = new ArrayList<>();
        eval(Script.RESERVE, keys, arguments).forEach(number -> numbers.add(number.toLong()));
        return numbers;
    }

    private static List<Long> flat(Decision decision, long now) {
        List<Long> numbers = new ArrayList<>(List.of(now, decision.admitted() ? 1L : 0L));
        for (Reading reading : decision.readings()) {
            numbers.addAll(List.of(reading.remaining(), reading.resetMillis(), reading.waitMillis()));
        }
        return numbers;
    }

    private static List<String> described(Limit limit) {
        String kind = limit.measure() == Measure.CONCURRENT ? "C" : limit.burst() > 0 ? "B" : "W";
        return List.of(
                kind, Long.toString(limit.amount()), Long.toString(limit.windowMillis()), Long.toString(limit.burst()));
    }

    private static Response eval(Script script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(Command.EVAL).arg(script.text()).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return await(redis.send(request));
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
