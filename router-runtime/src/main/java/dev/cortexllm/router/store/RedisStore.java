package dev.cortexllm.router.store;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.account.StoreMeters;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.Reading;
import dev.cortexllm.router.limit.Used;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts that all routers of a gateway share: one script per request takes from all of its limits or from none, by Redis' own
 * clock. While Redis is not to be had, requests are counted in the router's memory. One event loop.
 */
final class RedisStore implements LimitStore {
    /** A slot of a router that died is free again after this. */
    static final long LEASE_MILLIS = 30_000;

    private static final long RENEW_MILLIS = LEASE_MILLIS / 3;
    private static final String REDIS_CLOCK = "0";
    private static final int FIXED_ANSWERS = 2;
    private static final int ANSWERS_EACH = 3;

    private final Vertx vertx;
    private final RedisLink link;
    private final LimitStore memory;
    private final StoreMeters meters;
    private final String tag;
    private final String router;
    private final Map<String, List<String>> slots = new HashMap<>();
    private final long renewing;
    private long sequence;

    /**
     * @param vertx of the event loop
     * @param address the Redis
     * @param memory counts while it is not to be had
     * @param meters what is measured of it
     * @param router an id that no other event loop of any router has
     */
    RedisStore(Vertx vertx, StoreAddress address, LimitStore memory, StoreMeters meters, String router) {
        this.vertx = vertx;
        this.link = new RedisLink(vertx, address, meters);
        this.memory = memory;
        this.meters = meters;
        this.tag = "{cortex:" + address.settings().tag() + "}:limit:";
        this.router = router;
        this.renewing = vertx.setPeriodic(RENEW_MILLIS, timer -> renew());
    }

    /** Connects; done when the first try has succeeded or failed. */
    Future<Void> open() {
        return link.open();
    }

    @Override
    public Future<Grant> reserve(Ask ask) {
        if (!link.up()) {
            return locally(ask);
        }
        String id = router + "-" + ++sequence;
        return link.run(Script.RESERVE, keys(ask, 0, ask.limits().length), arguments(ask, id))
                .map(answer -> granted(ask, id, answer))
                .recover(failure -> locally(ask));
    }

    private Future<Grant> locally(Ask ask) {
        meters.fallback();
        return memory.reserve(ask);
    }

    private Grant granted(Ask ask, String id, Response answer) {
        Reading[] readings = new Reading[ask.limits().length];
        for (int i = 0; i < readings.length; i++) {
            int at = FIXED_ANSWERS + ANSWERS_EACH * i;
            readings[i] = new Reading(
                    answer.get(at).toLong(),
                    answer.get(at + 1).toLong(),
                    answer.get(at + 2).toLong());
        }
        Decision decision = new Decision(answer.get(1).toLong() == 1, readings);
        for (int i = 0; i < readings.length; i++) {
            if (decision.taken(i) && ask.limits()[i].config().measure() == Measure.CONCURRENT) {
                slots.computeIfAbsent(id, key -> new ArrayList<>(1)).add(key(ask, i));
            }
        }
        return new Grant(this, id, ask, decision, answer.get(0).toLong());
    }

    /** What cannot be told leaves by itself: a window with its time, a slot with its lease. */
    @Override
    public void settle(Grant grant, int from, int to, Used used) {
        Ask ask = grant.ask();
        List<String> keys = new ArrayList<>(to - from);
        List<String> arguments = new ArrayList<>(List.of(REDIS_CLOCK, grant.id(), Long.toString(grant.takenAt())));
        for (int i = from; i < to; i++) {
            long by = ask.correction(i, used);
            if (by != 0 && grant.decision().taken(i)) {
                keys.add(key(ask, i));
                describe(ask.limits()[i].config(), arguments);
                arguments.add(Long.toString(by));
            }
        }
        List<String> held = slots.get(grant.id());
        if (held != null && held.removeAll(keys) && held.isEmpty()) {
            slots.remove(grant.id());
        }
        if (!keys.isEmpty() && link.up()) {
            link.run(Script.SETTLE, keys, arguments);
        }
    }

    private void renew() {
        if (slots.isEmpty() || !link.up()) {
            return;
        }
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(REDIS_CLOCK, Long.toString(LEASE_MILLIS)));
        slots.forEach((id, held) -> held.forEach(key -> {
            keys.add(key);
            arguments.add(id);
        }));
        link.run(Script.RENEW, keys, arguments);
    }

    private List<String> keys(Ask ask, int from, int to) {
        List<String> keys = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            keys.add(key(ask, i));
        }
        return keys;
    }

    private String key(Ask ask, int index) {
        return tag + ask.limits()[index].config().key();
    }

    private static List<String> arguments(Ask ask, String id) {
        List<String> arguments = new ArrayList<>(List.of(REDIS_CLOCK, id, Long.toString(LEASE_MILLIS)));
        for (int i = 0; i < ask.limits().length; i++) {
            Limit limit = ask.limits()[i].config();
            describe(limit, arguments);
            arguments.add(Long.toString(ask.amount(i)));
            arguments.add(limit.shadow() ? "1" : "0");
        }
        return arguments;
    }

    private static void describe(Limit limit, List<String> into) {
        into.add(limit.measure() == Measure.CONCURRENT ? "C" : limit.burst() > 0 ? "B" : "W");
        into.add(Long.toString(limit.amount()));
        into.add(Long.toString(limit.windowMillis()));
        into.add(Long.toString(limit.burst()));
    }

    void close() {
        vertx.cancelTimer(renewing);
        link.close();
    }
}
