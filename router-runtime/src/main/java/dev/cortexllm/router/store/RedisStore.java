package dev.cortexllm.router.store;

import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Limit.Measure;
import dev.cortexllm.router.account.StoreMeters;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.ledger.AttemptNote;
import dev.cortexllm.router.ledger.EntryJson;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.notice.BudgetReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts and money that all routers of a gateway share: one script per attempt takes from all of its limits and budgets or
 * from none, by Redis' own clock. While Redis is not to be had, the router's memory stands in. One event loop.
 */
final class RedisStore implements LimitStore {
    /** A slot of a router that died is free again after this. */
    static final long LEASE_MILLIS = 30_000;

    private static final long RENEW_MILLIS = LEASE_MILLIS / 3;
    private static final String AWAY = "Redis is not to be had";
    private static final String REDIS_CLOCK = "0";
    private static final Runnable NOTHING_ELSE = () -> {};

    private final Vertx vertx;
    private final RedisLink link;
    private final MemoryStore memory;
    private final StoreMeters meters;
    private final RedisKeys keys;
    private final RedisClock clock;
    private final RedisHolds holds;
    private final SharedStatistics statistics;
    private final String router;
    private final Books books;
    private final Map<String, List<String>> slots = new HashMap<>();
    private final long renewing;
    private long sequence;

    /**
     * @param vertx of the event loop
     * @param address the Redis
     * @param memory stands in while it is not to be had
     * @param meters what is measured of it
     * @param router an id that no other event loop of any router has
     * @param clock monotonic nanoseconds
     */
    RedisStore(
            Vertx vertx,
            StoreAddress address,
            MemoryStore memory,
            StoreMeters meters,
            String router,
            Journals journals,
            LongSupplier clock) {
        this.vertx = vertx;
        this.books = memory.books();
        this.clock = new RedisClock(clock, memory.epochMillis());
        this.link = new RedisLink(vertx, address, meters, this::up);
        this.memory = memory;
        this.meters = meters;
        this.keys = new RedisKeys(address.settings().tag());
        this.router = router;
        this.holds = new RedisHolds(vertx, link, keys, this.clock, books, journals.of(address.settings()));
        this.statistics = new SharedStatistics(vertx, link, keys);
        this.renewing = vertx.setPeriodic(RENEW_MILLIS, timer -> renew());
    }

    private void up(long redisMillis) {
        clock.set(redisMillis);
        holds.up();
    }

    /** Connects; done when the first try has succeeded or failed. */
    Future<Void> open() {
        EntryJson.warmUp();
        return link.open();
    }

    @Override
    public Future<Grant> reserve(Ask ask, Claim claim) {
        if (!link.up()) {
            return Future.succeededFuture(locally(ask, claim, false));
        }
        String id = claim == null ? router + "-" + ++sequence : claim.attemptId();
        ReserveCall call = new ReserveCall(keys, books.spends(), ask, claim, clock.now());
        return link.run(Script.RESERVE, call.names(), call.arguments(id, clock.now() + link.patience()))
                .map(answer -> {
                    long now = answer.get(0).toLong();
                    if (answer.get(1).toLong() == ReserveCall.TOO_LATE) {
                        clock.set(now);
                        return locally(ask, claim, true);
                    }
                    clock.hear(now);
                    return granted(call.grant(this, id, answer));
                })
                .recover(failure -> Future.succeededFuture(locally(ask, claim, true)));
    }

    private Grant locally(Ask ask, Claim claim, boolean sent) {
        meters.fallback();
        if (claim == null) {
            return memory.counted(ask);
        }
        Grant grant = memory.standIn(ask, claim);
        if (grant.decision().admitted()) {
            grant.hold().standsIn(sent);
            holds.add(grant.hold());
            return new Grant(this, null, ask, grant.decision(), grant.takenAt(), grant.hold());
        }
        if (sent) {
            holds.end(new Charge(claim.attemptId(), List.of(), null), NOTHING_ELSE);
        }
        return grant;
    }

    private Grant granted(Grant grant) {
        Ask ask = grant.ask();
        for (int i = 0; i < ask.limits().length; i++) {
            if (grant.decision().taken(i) && ask.limits()[i].config().measure() == Measure.CONCURRENT) {
                slots.computeIfAbsent(grant.id(), id -> new ArrayList<>(1)).add(key(ask, i));
            }
        }
        if (grant.hold() != null) {
            long reserved = grant.decision().admitted() ? grant.hold().nanoUsd() : 0;
            books.read(grant.hold().claim(), grant.hold().readings(), reserved);
            if (grant.decision().admitted()) {
                holds.add(grant.hold());
            }
        }
        return grant;
    }

    /** What cannot be told leaves by itself: a window with its time, a slot with its lease. */
    @Override
    public void settle(Grant grant, int from, int to, Used used) {
        if (grant.id() == null) {
            memory.settle(grant, from, to, used);
            return;
        }
        Ask ask = grant.ask();
        List<String> names = new ArrayList<>(to - from);
        List<String> arguments = new ArrayList<>(List.of(REDIS_CLOCK, grant.id(), Long.toString(grant.takenAt())));
        for (int i = from; i < to; i++) {
            long by = ask.correction(i, used);
            if (by != 0 && grant.decision().taken(i)) {
                names.add(key(ask, i));
                describe(ask.limits()[i].config(), arguments);
                arguments.add(Long.toString(by));
            }
        }
        List<String> taken = slots.get(grant.id());
        if (taken != null && taken.removeAll(names) && taken.isEmpty()) {
            slots.remove(grant.id());
        }
        if (!names.isEmpty() && link.up()) {
            link.run(Script.SETTLE, names, arguments);
        }
    }

    @Override
    public void charge(Hold hold, Charge charge) {
        boolean counted = hold == null || hold.standIn() || !link.up();
        boolean told = hold == null ? charge.entry() != null : memory.ended(hold, charge, link.up());
        if (told) {
            holds.end(charge, counted ? NOTHING_ELSE : () -> memory.missed(charge));
        } else if (hold != null) {
            holds.forget(hold);
        }
    }

    @Override
    public void noted(AttemptNote note) {
        books.noted(note);
        statistics.add(books.increments(note));
    }

    SharedStatistics statistics() {
        return statistics;
    }

    @Override
    public boolean outlivesRouter() {
        return true;
    }

    /** Fails while Redis is not to be had. */
    Future<List<Spend>> read(List<BudgetReader.Account> accounts) {
        if (!link.up()) {
            return Future.failedFuture(AWAY);
        }
        List<String> names = accounts.stream()
                .map(account -> keys.till(account.key(), account.window()))
                .toList();
        return link.run(Script.SPENT, names, List.of()).map(answer -> {
            List<Spend> spends = new ArrayList<>(accounts.size());
            for (int i = 0; i < accounts.size(); i++) {
                spends.add(new Spend(
                        answer.get(2 * i).toLong(), answer.get(2 * i + 1).toLong()));
            }
            return spends;
        });
    }

    /** Whether nobody has asked for an id before within its time; fails while Redis is not to be had. */
    Future<Boolean> first(String id, long millis) {
        return link.up()
                ? link.run(Script.FIRST, List.of(keys.told(id)), List.of(Long.toString(millis)))
                        .map(answer -> answer.toLong() == 1)
                : Future.failedFuture(AWAY);
    }

    private void renew() {
        if (slots.isEmpty() || !link.up()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(REDIS_CLOCK, Long.toString(LEASE_MILLIS)));
        slots.forEach((id, taken) -> taken.forEach(key -> {
            names.add(key);
            arguments.add(id);
        }));
        link.run(Script.RENEW, names, arguments);
    }

    private String key(Ask ask, int index) {
        return keys.limit(ask.limits()[index].config().key());
    }

    static void describe(Limit limit, List<String> into) {
        into.add(limit.measure() == Measure.CONCURRENT ? "C" : limit.burst() > 0 ? "B" : "W");
        into.add(Long.toString(limit.amount()));
        into.add(Long.toString(limit.windowMillis()));
        into.add(Long.toString(limit.burst()));
    }

    void close() {
        vertx.cancelTimer(renewing);
        holds.close();
        statistics.close();
        link.close();
    }
}
