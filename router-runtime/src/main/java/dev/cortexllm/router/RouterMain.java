package dev.cortexllm.router;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.admin.AdminGuard;
import dev.cortexllm.router.admin.AdminServer;
import dev.cortexllm.router.admin.ServingStatus;
import dev.cortexllm.router.engine.MetricsPoller;
import dev.cortexllm.router.notice.BudgetBoard;
import dev.cortexllm.router.store.Books;
import dev.cortexllm.router.store.Journals;
import dev.cortexllm.router.store.MemoryStore;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.tokens.PromptCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a router together. */
public final class RouterMain {
    private static final Logger LOG = LoggerFactory.getLogger(RouterMain.class);
    /** In Vert.x a negative port means: a free one, the same for all who name this number. */
    private static final int SHARED_FREE_PORT = -1;

    /** Some hundred thousand attempts: hours of an outage, and no disk is filled by it. */
    private static final long MOST_JOURNAL_BYTES = 64L * 1024 * 1024;

    /** No files of the class path are served; a cache for them would need a temporary folder, which a read-only root has not. */
    private static final FileSystemOptions NO_CACHE =
            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);

    private RouterMain() {}

    /**
     * Starts a router.
     *
     * @param options how
     * @return the router once it listens; it is ready when its first configuration has come. Fails when a port is taken
     */
    public static Future<Router> start(RouterOptions options) {
        NettyDefaults.set();
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setPreferNativeTransport(true)
                        // One class loader loads everything: there is no other to set for each handler and to set back.
                        .setDisableTCCL(true)
                        .setEventLoopPoolSize(options.eventLoops())
                        .setFileSystemOptions(NO_CACHE))
                .build();
        LOG.info(
                "{} event loops, {} transport",
                options.eventLoops(),
                vertx.isNativeTransportEnabled() ? "native" : "Java");
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Books books = new Books();
        Meters meters = new Meters(registry);
        BudgetBoard board = new BudgetBoard(vertx, meters, System::currentTimeMillis);
        books.onSpend(new Watching(board));
        Journals journals = new Journals(options.stateFolder().resolve("journal"), MOST_JOURNAL_BYTES);
        Gauge.builder("cortex.llm.limit.store.journal.bytes", journals, Journals::bytes)
                .description("Spend that waits on disk until Redis can be told, in bytes of its journal")
                .register(registry);
        RouterParts parts = new RouterParts(
                vertx,
                new TargetStates(),
                meters,
                new ServingStatus(),
                new PromptCounter(),
                new MemoryStore(System::nanoTime, System::currentTimeMillis, books),
                new Signals(),
                books,
                board,
                journals);
        // Belongs to no event loop: after a failed start those are gone before it is told.
        Promise<Router> started = Promise.promise();
        start(parts, registry, options).onSuccess(started::complete).onFailure(failure -> vertx.close()
                .onComplete(closed -> started.fail(failure)));
        return started.future();
    }

    private static Future<Router> start(RouterParts parts, PrometheusMeterRegistry registry, RouterOptions options) {
        AdminKeys adminKeys = new AdminKeys(
                options.adminKey(), options.adminKeyFile(), UUID.randomUUID().toString());
        AdminGuard guard = new AdminGuard(adminKeys::open, adminKeys::any);
        AdminServer admin = new AdminServer(parts.vertx(), parts.status(), registry, guard);
        MetricsPoller poller = new MetricsPoller(parts.vertx(), options.scrapeInterval(), System::nanoTime);
        List<RouterVerticle> verticles = new CopyOnWriteArrayList<>();
        int port = options.port() == 0 ? SHARED_FREE_PORT : options.port();
        return parts.vertx()
                .deployVerticle(
                        () -> {
                            RouterVerticle verticle = new RouterVerticle(parts, options.listenAddress(), port);
                            verticles.add(verticle);
                            return verticle;
                        },
                        new DeploymentOptions().setInstances(options.eventLoops()))
                .recover(failure -> cannotListen("traffic", options.listenAddress(), options.port(), failure))
                .compose(deployed -> admin.listen(options.adminAddress(), options.adminPort())
                        .recover(failure ->
                                cannotListen("probes", options.adminAddress(), options.adminPort(), failure)))
                .map(adminPort ->
                        new Router(parts, options, List.copyOf(verticles), admin, adminPort, adminKeys, poller))
                .onSuccess(Router::begin);
    }

    /** There are two ports, and the cause names neither. */
    private static <T> Future<T> cannotListen(String what, String address, int port, Throwable cause) {
        return Future.failedFuture(new IOException(
                "cannot listen for " + what + " on " + address + ":" + port + ": " + cause.getMessage(), cause));
    }
}
