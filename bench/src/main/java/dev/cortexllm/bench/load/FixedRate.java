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
    private final ArrayDeque<Connection> idle;
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
            Client client,
            ArrayDeque<Connection> idle,
            Target target,
            int perSecond,
            Duration warmUp,
            Duration duration,
            boolean watched) {
        this.watched = watched;
        this.client = client;
        this.idle = idle;
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
        try (KeptConnections kept = KeptConnections.open(target, connections)) {
            return kept.ask(perSecond, warmUp, duration);
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
            FixedRate run = new FixedRate(client, new ArrayDeque<>(), target, perSecond, Duration.ZERO, duration, true);
            for (int i = 0; i < connections; i++) {
                run.idle.add(client.open(run).join());
            }
            run.play();
            return client.on(() -> List.copyOf(run.answers));
        }
    }

    /**
     * One run over connections that others have opened, and keep.
     *
     * @param client whose they are
     * @param idle those that are free; on the client's event loop
     */
    static FixedRate over(
            Client client,
            ArrayDeque<Connection> idle,
            Target target,
            int perSecond,
            Duration warmUp,
            Duration duration) {
        return new FixedRate(client, idle, target, perSecond, warmUp, duration, false);
    }

    /** What became of the requests; on the event loop, when {@link #play} is over. */
    Outcome outcome(Duration duration) {
        return new Outcome(done, failed, duration.toNanos() / 1e9, latency);
    }

    /** Whether it waits for what a connection was asked last. */
    boolean awaits(Connection connection) {
        return !over.isDone() && connection.due() - start >= 0;
    }

    /** Asks until all requests are answered or given up. */
    void play() {
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
            waiting.clear();
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
        lost(connection, this);
    }

    /** The same for a connection that tells somebody else first, who will be told of the one in its place too. */
    void lost(Connection connection, Connection.Listener told) {
        idle.remove(connection);
        if (connection.asking()) {
            settle(connection, false, false);
        }
        client.open(told).thenAccept(other -> {
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
