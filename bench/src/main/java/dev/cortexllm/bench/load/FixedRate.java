package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Asks at a fixed rate whether answers come or not (open loop). A latency counts from the moment at which the request was due, so that
 * time in which the server stood still counts for every request that it kept waiting (no coordinated omission).
 */
public final class FixedRate implements Connection.Listener {
    private static final long TICK_MICROS = 200;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final Client client;
    private final ByteBuf request;
    private final long interval;
    private final long rounds;
    private final long warm;
    private final boolean watched;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private final Histogram latency = new Histogram(3);
    private final Map<Connection, Reading> readings = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private long start;
    private long sent;
    private long done;
    private long failed;
    private long settled;
    private ScheduledFuture<?> ticks;

    private FixedRate(
            Client client, Target target, int perSecond, Duration warmUp, Duration duration, boolean watched) {
        this.watched = watched;
        this.client = client;
        this.request = target.request();
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.warm = warmUp.toNanos() / interval;
        this.rounds = warm + duration.toNanos() / interval;
    }

    /**
     * Asks.
     *
     * @param target for what
     * @param perSecond how often
     * @param connections over so many connections; requests wait, and their time counts, when all are in use
     * @param warmUp before the counting begins
     * @param duration how long
     * @return what became of the requests that were due within {@code duration}
     */
    public static Outcome run(Target target, int perSecond, int connections, Duration warmUp, Duration duration) {
        try (Client client = new Client(target.port())) {
            FixedRate run = new FixedRate(client, target, perSecond, warmUp, duration, false);
            run.play(connections);
            return client.on(() -> new Outcome(run.done, run.failed, duration.toNanos() / 1e9, run.latency));
        }
    }

    /**
     * Asks, and tells of every single answer.
     *
     * @param target for what
     * @param perSecond how often
     * @param connections over so many connections
     * @param duration how long
     * @return what became of each request, in the order in which they ended
     */
    public static List<Answer> watch(Target target, int perSecond, int connections, Duration duration) {
        try (Client client = new Client(target.port())) {
            FixedRate run = new FixedRate(client, target, perSecond, Duration.ZERO, duration, true);
            run.play(connections);
            return client.on(() -> List.copyOf(run.answers));
        }
    }

    private void play(int connections) {
        for (int i = 0; i < connections; i++) {
            idle.add(client.open(this).join());
        }
        client.on(() -> {
            begin();
            return null;
        });
        over.join();
    }

    private void begin() {
        start = System.nanoTime();
        ticks = client.loop().scheduleAtFixedRate(this::tick, 0, TICK_MICROS, TimeUnit.MICROSECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        while (sent < rounds && start + sent * interval <= now) {
            waiting.add(start + sent * interval);
            sent++;
        }
        send();
        boolean late = now > start + rounds * interval + LAST_ANSWERS.toNanos();
        if (late) {
            List.copyOf(readings.keySet()).forEach(connection -> settle(connection, false, false));
            waiting.forEach(due -> answers.add(new Answer(due, now - due, Ending.FAILED, "")));
            failed += rounds - settled;
            settled = rounds;
        }
        if (settled >= rounds) {
            ticks.cancel(false);
            over.complete(null);
        }
    }

    private void send() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            Connection connection = idle.poll();
            if (watched) {
                readings.put(connection, new Reading());
            }
            connection.ask(request, waiting.poll());
        }
    }

    @Override
    public void part(Connection connection, ByteBuf body) {
        Reading reading = readings.get(connection);
        if (reading != null) {
            reading.part(body, System.nanoTime());
        }
    }

    @Override
    public void answered(Connection connection, int status) {
        settle(connection, true, status == OK);
        idle.add(connection);
        send();
    }

    @Override
    public void lost(Connection connection) {
        idle.remove(connection);
        if (connection.asking()) {
            settle(connection, false, false);
        }
        client.open(this).thenAccept(other -> {
            idle.add(other);
            send();
        });
    }

    private void settle(Connection connection, boolean inOrder, boolean good) {
        settled++;
        long due = connection.due();
        Reading reading = readings.remove(connection);
        if (reading != null) {
            answers.add(reading.over(due, connection.head(), inOrder, System.nanoTime()));
        }
        if ((due - start) / interval < warm) {
            return;
        }
        if (good) {
            done++;
            latency.recordValue(System.nanoTime() - due);
        } else {
            failed++;
        }
    }
}
