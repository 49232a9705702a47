package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Many streamed answers at once. Each token carries the time at which the simulated provider sent it; client and provider run on one
 * machine and share its monotonic clock, so what lies between is the way.
 */
public final class Streams implements Connection.Listener, AutoCloseable {
    private static final byte MARK = 'T';
    private static final int FEWEST_DIGITS = 9;
    private static final long LOOK_NANOS = 50_000_000;

    private final Client client;
    private final ByteBuf request;
    private final Histogram first = new Histogram(3);
    private final Histogram tokens = new Histogram(3);
    private final Map<Connection, Boolean> begun = new HashMap<>();
    private boolean counting;
    private boolean closing;
    private long complete;
    private long broken;

    /**
     * What was seen while it was counted.
     *
     * @param first time from the request to its first token, nanoseconds
     * @param tokens time of each token from provider to client, nanoseconds
     * @param complete streams that came to their end
     * @param broken streams that did not, or were refused
     */
    public record Seen(Histogram first, Histogram tokens, long complete, long broken) {}

    private Streams(Target target) {
        this.client = new Client(target.port());
        this.request = target.request();
    }

    /**
     * Opens streams, each as soon as the one before it is connected.
     *
     * @param target for what
     * @param count how many
     * @return the running streams
     */
    public static Streams open(Target target, int count) {
        Streams streams = new Streams(target);
        CompletableFuture<?>[] opened = new CompletableFuture<?>[count];
        for (int i = 0; i < count; i++) {
            opened[i] = streams.client
                    .open(streams)
                    .thenAccept(connection -> connection.ask(streams.request, System.nanoTime()));
            // One after the other: a burst of connections would measure the backlog.
            opened[i].join();
        }
        return streams;
    }

    /** Waits, and counts what comes meanwhile. */
    public Seen count(int seconds) {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        client.loop().execute(() -> counting = true);
        client.loop()
                .schedule(() -> seen.complete(new Seen(first, tokens, complete, broken)), seconds, TimeUnit.SECONDS);
        return seen.join();
    }

    /**
     * Waits until every stream has had a token.
     *
     * @param count how many streams there are
     * @param most how long at the most
     * @return whether they have
     */
    public boolean awaitBegun(int count, Duration most) {
        long until = System.nanoTime() + most.toNanos();
        while (begun() < count && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return begun() == count;
    }

    /** Number of streams that have had a token. */
    public int begun() {
        return client.on(begun::size);
    }

    @Override
    public void part(Connection connection, ByteBuf body) {
        int at = body.indexOf(body.readerIndex(), body.writerIndex(), MARK);
        while (at >= 0) {
            long stamp = number(body, at + 1);
            if (stamp > 0) {
                long now = System.nanoTime();
                if (begun.putIfAbsent(connection, true) == null) {
                    first.recordValue(now - connection.due());
                } else if (counting) {
                    tokens.recordValue(Math.max(0, now - stamp));
                }
            }
            at = body.indexOf(at + 1, body.writerIndex(), MARK);
        }
    }

    /** The digits from a place on; 0 when there are too few to be a time, or they may not be all. */
    private static long number(ByteBuf body, int from) {
        long number = 0;
        int i = from;
        for (; i < body.writerIndex(); i++) {
            int digit = body.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        // A number that ends with what was read may go on in what comes next.
        return i - from < FEWEST_DIGITS || i == body.writerIndex() ? 0 : number;
    }

    @Override
    public void answered(Connection connection, int status) {
        if (connection.ok()) {
            complete++;
        } else {
            broken++;
        }
    }

    @Override
    public void lost(Connection connection) {
        if (connection.asking() && !closing) {
            broken++;
        }
    }

    @Override
    public void close() {
        client.on(() -> closing = true);
        client.close();
    }
}
