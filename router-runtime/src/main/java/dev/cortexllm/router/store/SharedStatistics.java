package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.Increment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics that the routers of a gateway add up in Redis. What a ledger entry adds goes there with its charge; what attempts
 * without one add is gathered here and told each second: no money hangs on it, so what Redis does not take is not told again.
 * One event loop.
 */
public final class SharedStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(SharedStatistics.class);
    private static final long EVERY_MILLIS = 1_000;
    /** Sums that may wait for a Redis that is away; what comes on top is not counted there. */
    private static final int MOST_WAITING = 10_000;

    private static final int AT_ONCE = 1_000;

    private final Vertx vertx;
    private final RedisLink link;
    private final RedisKeys keys;
    private final Map<Place, Increment> waiting = new LinkedHashMap<>();
    private final long telling;

    SharedStatistics(Vertx vertx, RedisLink link, RedisKeys keys) {
        this.vertx = vertx;
        this.link = link;
        this.keys = keys;
        this.telling = vertx.setPeriodic(EVERY_MILLIS, timer -> tell());
    }

    private record Place(String key, String field) {}

    void add(List<Increment> increments) {
        for (Increment one : increments) {
            Place place = new Place(one.key(), one.field());
            if (waiting.size() < MOST_WAITING || waiting.containsKey(place)) {
                waiting.merge(place, one, SharedStatistics::sum);
            }
        }
    }

    private static Increment sum(Increment one, Increment other) {
        return new Increment(
                one.key(), one.field(), one.by() + other.by(), Math.max(one.keptSeconds(), other.keptSeconds()));
    }

    private void tell() {
        if (waiting.isEmpty() || !link.up()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        waiting.values().forEach(one -> {
            names.add(keys.of(one.key()));
            arguments.addAll(List.of(one.field(), Long.toString(one.by()), Long.toString(one.keptSeconds())));
            if (names.size() == AT_ONCE) {
                send(names, arguments);
            }
        });
        send(names, arguments);
        waiting.clear();
    }

    private void send(List<String> names, List<String> arguments) {
        if (!names.isEmpty() && link.up()) {
            link.run(Script.COUNT, List.copyOf(names), List.copyOf(arguments))
                    .onFailure(failure -> LOG.debug("statistics were not told", failure));
        }
        names.clear();
        arguments.clear();
    }

    /**
     * Reads some hashes of sums.
     *
     * @param hashes their keys behind the gateway's tag
     * @return each by field, in that order; one that is not there is empty. Fails when Redis is not to be had
     */
    public Future<List<Map<String, Long>>> read(List<String> hashes) {
        List<Map<String, Long>> read = new ArrayList<>(hashes.size());
        Future<Void> all = Future.succeededFuture();
        for (String hash : hashes) {
            all = all.compose(done -> {
                Map<String, Long> sums = new HashMap<>();
                read.add(sums);
                return scan(keys.of(hash), "0", sums);
            });
        }
        return all.map(done -> read);
    }

    /** Piece by piece: one command would hold up all requests for as long as it takes to write a large hash. */
    private Future<Void> scan(String key, String cursor, Map<String, Long> into) {
        return link.ask(Command.HSCAN, List.of(key, cursor, "COUNT", Integer.toString(AT_ONCE)))
                .compose(answer -> {
                    Response fields = answer.get(1);
                    for (int i = 0; i + 1 < fields.size(); i += 2) {
                        into.put(fields.get(i).toString(), fields.get(i + 1).toLong());
                    }
                    String next = answer.get(0).toString();
                    return next.equals("0") ? Future.succeededFuture() : scan(key, next, into);
                });
    }

    /**
     * Forgets some hashes.
     *
     * @param hashes their keys behind the gateway's tag
     * @return done when they are gone; fails when Redis is not to be had
     */
    public Future<Void> forget(List<String> hashes) {
        waiting.clear();
        return link.ask(Command.UNLINK, hashes.stream().map(keys::of).toList()).mapEmpty();
    }

    void close() {
        vertx.cancelTimer(telling);
        tell();
    }
}
