package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.ledger.EntryJson;
import dev.cortexllm.router.ledger.Increment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one event loop that are held in Redis: it says about each second that they still run and what they have come
 * to, ends them, and ends those of routers that are gone. What Redis cannot be told now waits in the journal.
 */
final class RedisHolds {
    /** An attempt whose router has not been heard of for so long is taken for lost. */
    static final long LEASE_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RedisHolds.class);
    private static final long TICK_MILLIS = 1_000;
    private static final long PICO_PER_NANO = 1000;
    /** Told in one script, so that none keeps Redis for long. */
    private static final int AT_ONCE = 100;

    private static final int EACH_EXPIRED = 4;

    private final RedisLink link;
    private final RedisKeys keys;
    private final RedisClock clock;
    private final Books books;
    private final Journal journal;
    private final Vertx vertx;
    private final long ticking;
    private final Map<String, Hold> held = new LinkedHashMap<>();
    private long sweepFrom;

    RedisHolds(Vertx vertx, RedisLink link, RedisKeys keys, RedisClock clock, Books books, Journal journal) {
        this.vertx = vertx;
        this.link = link;
        this.keys = keys;
        this.clock = clock;
        this.books = books;
        this.journal = journal;
        this.ticking = vertx.setPeriodic(TICK_MILLIS, timer -> tick());
    }

    /** Redis is there again: the living must be known to it before anybody looks for the dead. */
    void up() {
        sweepFrom = clock.now() + LEASE_MILLIS;
        tick();
    }

    private void tick() {
        if (!link.up()) {
            return;
        }
        keep();
        replay();
        if (clock.now() > sweepFrom) {
            sweep();
        }
    }

    void add(Hold hold) {
        held.put(hold.claim().attemptId(), hold);
    }

    /** It is over, and Redis never knew of it. */
    void forget(Hold hold) {
        held.remove(hold.claim().attemptId());
    }

    /**
     * Ends an attempt.
     *
     * @param charge its end
     * @param missed what else to do when Redis turns out to be away
     */
    void end(Charge charge, Runnable missed) {
        held.remove(charge.attemptId());
        if (!link.up()) {
            later(charge);
            return;
        }
        send(charge, false).onFailure(failure -> {
            missed.run();
            later(charge);
        });
    }

    /** The ledger of this router does not wait for Redis. */
    private void later(Charge charge) {
        journal.append(charge);
        if (charge.entry() != null) {
            books.record(charge.entry());
        }
    }

    /** Done with whether it was the first end of the attempt. */
    private Future<Boolean> send(Charge charge, boolean onlyExpired) {
        return told(charge, onlyExpired).map(spent -> {
            if (spent != null && charge.entry() != null) {
                books.record(charge.entry());
            }
            return spent != null;
        });
    }

    /** Null when the attempt had ended before. */
    private Future<List<Long>> told(Charge charge, boolean onlyExpired) {
        List<Increment> increments = charge.entry() == null ? List.of() : books.increments(charge.entry());
        ChargeCall call = new ChargeCall(keys, books.spends(), charge, increments, onlyExpired);
        return link.run(Script.CHARGE, call.names(), call.arguments()).map(answer -> spent(charge, answer));
    }

    private List<Long> spent(Charge charge, Response answer) {
        clock.hear(answer.get(0).toLong());
        if (answer.get(1).toLong() == 0) {
            return null;
        }
        List<Long> spent = new ArrayList<>();
        for (int i = 2; i < answer.size(); i++) {
            long after = answer.get(i).toLong();
            books.spent(charge.tills().get(i - 2), after, charge.nanoUsd());
            spent.add(after);
        }
        return spent;
    }

    private void keep() {
        List<Hold> all = List.copyOf(held.values());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            keep(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
    }

    private void keep(List<Hold> some) {
        some.forEach(Hold::isKnown);
        KeepCall call = new KeepCall(keys, some);
        link.run(Script.KEEP, call.names(), call.arguments())
                .onSuccess(answer -> clock.hear(answer.get(0).toLong()));
    }

    private void replay() {
        if (!journal.waiting()) {
            return;
        }
        journal.replay(vertx.getOrCreateContext(), charge -> told(charge, false).mapEmpty());
    }

    private void sweep() {
        link.run(
                        Script.EXPIRED,
                        List.of(keys.holds(), keys.holdPrefix()),
                        List.of(ChargeCall.REDIS_CLOCK, Integer.toString(AT_ONCE)))
                .onSuccess(this::lost);
    }

    private void lost(Response answer) {
        clock.hear(answer.get(0).toLong());
        for (int at = 1; at < answer.size(); at += EACH_EXPIRED) {
            String id = answer.get(at).toString();
            try {
                long nano = answer.get(at + 1).toLong();
                Entry last = EntryJson.read(answer.get(at + 3).toString());
                // Nothing of it was ever heard but that it began: it may have used all that it reserved.
                long pico = last.picoUsd() < 0 ? nano * PICO_PER_NANO : last.picoUsd();
                Charge charge = new Charge(id, tills(answer.get(at + 2).toString()), last.swept(id, pico, clock.now()));
                send(charge, true).onSuccess(first -> {
                    if (Boolean.TRUE.equals(first)) {
                        LOG.warn("attempt {} was lost with its router; its cost is estimated", id);
                    }
                });
            } catch (IllegalArgumentException e) {
                LOG.error("attempt {} was lost, and what Redis holds of it cannot be read: {}", id, e.getMessage());
            }
        }
    }

    private List<Till> tills(String lines) {
        List<Till> tills = new ArrayList<>();
        for (String line : lines.isEmpty() ? new String[0] : lines.split("\n")) {
            int space = line.indexOf(' ');
            tills.add(keys.parsed(line.substring(space + 1), Long.parseLong(line.substring(0, space))));
        }
        return tills;
    }

    void close() {
        vertx.cancelTimer(ticking);
    }
}
