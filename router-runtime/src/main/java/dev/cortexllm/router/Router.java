package dev.cortexllm.router;

import dev.cortexllm.router.admin.AdminServer;
import dev.cortexllm.router.config.ConfigSource;
import dev.cortexllm.router.engine.MetricsPoller;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.store.SharedStatistics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running router. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final long DRAIN_MILLIS = 30_000;

    private final RouterParts parts;
    private final List<RouterVerticle> verticles;
    private final AdminServer admin;
    private final int adminPort;
    private final AdminKeys adminKeys;
    private final Exposure exposure;
    private final MetricsPoller poller;
    private final Accounts accounts;
    private final ConfigSource source;
    private final Duration endpointLag;
    private volatile Snapshot serving;
    private Future<Void> stopped;

    Router(
            RouterParts parts,
            RouterOptions options,
            List<RouterVerticle> verticles,
            AdminServer admin,
            int adminPort,
            AdminKeys adminKeys,
            MetricsPoller poller) {
        this.parts = parts;
        this.verticles = verticles;
        this.admin = admin;
        this.adminPort = adminPort;
        this.adminKeys = adminKeys;
        this.exposure = new Exposure(options, adminKeys);
        this.poller = poller;
        this.endpointLag = options.endpointLag();
        this.accounts = Accounts.open(options.ledger(), parts.books(), parts.meters());
        AccountingPages.Shared shared = new AccountingPages.Shared() {
            @Override
            public <T> Future<T> with(Function<SharedStatistics, Future<T>> work) {
                return verticles.get(0).withShared(work);
            }
        };
        AccountingPages.serve(admin, parts.vertx(), accounts, shared);
        ModelPages.serve(admin, parts.vertx(), () -> serving, System::nanoTime);
        ExplainPage.serve(admin, parts, () -> serving);
        this.source = options.source().apply(parts);
    }

    /** Begins to bring configurations in. */
    void begin() {
        parts.signals().onServing(this::served);
        source.start(new SnapshotPublisher(parts, verticles));
    }

    private void served(Snapshot snapshot) {
        serving = snapshot;
        adminKeys.serve(snapshot.admins());
        exposure.tell(snapshot);
        poller.watch(snapshot.upstreams());
    }

    /** Port for traffic. */
    public int port() {
        return verticles.get(0).port();
    }

    /** Port for probes and metrics. */
    public int adminPort() {
        return adminPort;
    }

    /** What the process shares. */
    public RouterParts parts() {
        return parts;
    }

    /**
     * Stops: unready at once, new requests for the endpoint lag, then only running ones until they end or the
     * configuration's drain timeout is over.
     *
     * @return done when nothing of the router runs any more; the same at every call
     */
    public synchronized Future<Void> stop() {
        if (stopped == null) {
            parts.status().drain();
            LOG.info("stopping: no longer ready, taking requests for another {} ms", endpointLag.toMillis());
            Promise<Void> closed = Promise.promise();
            pause().compose(lagged -> drain()).onComplete(drained -> closeAll(closed));
            stopped = closed.future();
        }
        return stopped;
    }

    private Future<Void> pause() {
        return endpointLag.isZero()
                ? Future.succeededFuture()
                : parts.vertx().timer(Math.max(1, endpointLag.toMillis())).mapEmpty();
    }

    private Future<Void> drain() {
        long millis = serving == null ? DRAIN_MILLIS : serving.settings().drainTimeoutMillis();
        LOG.info(
                "stopping: {} requests to finish within {} ms",
                parts.meters().inFlight().get(),
                millis);
        return Future.join(verticles.stream()
                        .map(verticle -> verticle.drain(millis))
                        .toList())
                .mapEmpty();
    }

    /** The promise belongs to no event loop: those are gone when it is kept. */
    private void closeAll(Promise<Void> closed) {
        source.stop();
        admin.close()
                .compose(done -> accounts.settled(parts.vertx()))
                .onComplete(done -> parts.vertx().close().onComplete(ended -> {
                    parts.journals().close();
                    accounts.close(closed);
                }));
    }
}
