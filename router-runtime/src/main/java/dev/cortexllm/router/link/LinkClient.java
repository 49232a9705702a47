package dev.cortexllm.router.link;

import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.link.RouterReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the link up: dials, listens, dials again after a pause that doubles from 0.2 to 5 s with jitter, and reports each
 * second and whenever there is news. A link that has been silent for five seconds is dead. Lives on one event loop; the
 * token is read anew for every request because Kubernetes rotates it.
 */
public final class LinkClient {
    private static final Logger LOG = LoggerFactory.getLogger(LinkClient.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long SILENCE_MILLIS = 5_000;
    private static final int MOST_PENDING = 8;
    private static final long BEAT_MILLIS = LinkProtocol.BEAT_SECONDS * 1000L;

    private final Vertx vertx;
    private final Context context;
    private final Path tokenFile;
    private final LinkListener listener;
    private final Supplier<RouterReport> report;
    private final DoubleSupplier random;
    private final Deque<RouterReport> pending = new ArrayDeque<>();
    private LinkConnection connection;
    private LinkAddress address;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean reporting;
    private boolean stopped;
    private volatile boolean up;

    /**
     * @param vertx runs it
     * @param tokenFile file of the token that proves who this router is
     * @param listener gets what the operator says
     * @param report makes the report of a moment
     * @param random numbers in [0, 1)
     */
    public LinkClient(
            Vertx vertx, Path tokenFile, LinkListener listener, Supplier<RouterReport> report, DoubleSupplier random) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.tokenFile = tokenFile;
        this.listener = listener;
        this.report = report;
        this.random = random;
        context.runOnContext(nothing -> vertx.setPeriodic(BEAT_MILLIS, id -> beat()));
    }

    /** Whether the operator is listening. */
    public boolean up() {
        return up;
    }

    /**
     * The operator is there from now on; an older connection ends.
     *
     * @param where its address
     */
    public void dial(LinkAddress where) {
        context.runOnContext(nothing -> {
            address = where;
            pauseMillis = FIRST_PAUSE_MILLIS;
            boolean first = connection == null;
            if (first) {
                connect();
            } else {
                connection.close("the operator's address has changed");
            }
        });
    }

    /** Something should be reported at once. */
    public void news() {
        RouterReport now = report.get();
        context.runOnContext(nothing -> send(now));
    }

    /** Ends the link. */
    public void stop() {
        stopped = true;
        context.runOnContext(nothing -> {
            if (connection != null) {
                connection.close("the router stops");
            }
        });
    }

    private void connect() {
        if (stopped) {
            return;
        }
        LinkConnection next;
        try {
            next = new LinkConnection(vertx, address, this::message, this::ended);
        } catch (RuntimeException e) {
            LOG.warn("link address {} cannot be used: {}", address.url(), e.getMessage());
            again();
            return;
        }
        connection = next;
        token().compose(next::open)
                .onSuccess(opened -> LOG.info("link to {} is up", address.url()))
                .onFailure(failure -> next.close(failure.getMessage()));
    }

    private Future<String> token() {
        return context.executeBlocking(() -> Files.readString(tokenFile).strip(), false);
    }

    private void message(LinkConnection from, FromOperator message) {
        if (from != connection) {
            return;
        }
        pauseMillis = FIRST_PAUSE_MILLIS;
        boolean first = !up;
        up = true;
        if (!(message instanceof FromOperator.Beat)) {
            listener.message(message);
        }
        if (first) {
            send(report.get());
        }
    }

    private void ended(LinkConnection which, String why) {
        if (which != connection) {
            return;
        }
        if (up) {
            up = false;
            pending.clear();
            listener.down();
        }
        LOG.info("link to {} is down: {}", address.url(), why);
        again();
    }

    private void again() {
        if (!stopped) {
            long pause = Math.round(pauseMillis * (0.5 + random.getAsDouble() / 2));
            pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
            vertx.setTimer(Math.max(1, pause), id -> connect());
        }
    }

    private void beat() {
        if (connection != null && connection.silentFor(SILENCE_MILLIS)) {
            connection.close("it was silent for " + SILENCE_MILLIS + " ms");
        } else if (up && !reporting) {
            send(report.get());
        }
    }

    /**
     * One report at a time. News keeps the report of its moment, because what it tells of (a request that waits) may be
     * over before the report before it is through.
     */
    private void send(RouterReport now) {
        if (!up) {
            return;
        }
        if (reporting) {
            if (pending.size() < MOST_PENDING) {
                pending.add(now);
            }
            return;
        }
        reporting = true;
        LinkConnection over = connection;
        Buffer json = Buffer.buffer(LinkJson.bytes(now));
        token().compose(token -> over.call(HttpMethod.POST, LinkProtocol.REPORT_PATH, token, json))
                .onComplete(done -> {
                    reporting = false;
                    if (done.failed()) {
                        LOG.debug("a report was lost: {}", done.cause().toString());
                    }
                    if (!pending.isEmpty()) {
                        send(pending.poll());
                    }
                });
    }
}
