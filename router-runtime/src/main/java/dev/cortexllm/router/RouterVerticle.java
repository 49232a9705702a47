package dev.cortexllm.router;

import dev.cortexllm.router.attempt.Outbox;
import dev.cortexllm.router.attempt.TurnClock;
import dev.cortexllm.router.attempt.Watchdog;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.attempt.Workers;
import dev.cortexllm.router.budget.Spend;
import dev.cortexllm.router.notice.BudgetReader;
import dev.cortexllm.router.route.Draws;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.RequestEntry;
import dev.cortexllm.router.store.SharedStatistics;
import dev.cortexllm.router.store.StoreChoice;
import dev.cortexllm.router.upstream.RoomyHeads;
import dev.cortexllm.router.upstream.UpstreamClients;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** One event loop of the router: a listener, the pipeline behind it, and the clients it calls upstreams with. */
final class RouterVerticle extends VerticleBase {
    private static final int LONGEST_HEADERS = 32 * 1024;
    /** As much as one read of a socket gives at the most: a body is not cut into more pieces than it came in. */
    private static final int LONGEST_PIECE = 64 * 1024;

    private static final long MILLIS_PER_SECOND = 1000;
    private static final int BACKLOG = 4096;

    private final RouterParts parts;
    private final String address;
    private final int port;
    private RequestPipeline pipeline;
    private StoreChoice stores;
    private HttpServer server;

    RouterVerticle(RouterParts parts, String address, int port) {
        this.parts = parts;
        this.address = address;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        SplittableRandom random = new SplittableRandom();
        String name = HexFormat.of().toHexDigits(random.nextLong());
        stores = new StoreChoice(
                vertx, parts.limits(), parts.meters().store(), name, parts.journals(), System::nanoTime);
        Outbox outbox = new Outbox(context);
        TurnClock nanos = new TurnClock(System::nanoTime, outbox::atEnd);
        TurnClock epochMillis = new TurnClock(System::currentTimeMillis, outbox::atEnd);
        AtomicLong attempts = new AtomicLong();
        Watchdog watchdog = new Watchdog(vertx, System::nanoTime);
        Workbench bench = new Workbench(
                new UpstreamClients(vertx, System::nanoTime),
                watchdog,
                outbox,
                new Workers(vertx),
                parts.counter(),
                stores,
                nanos,
                () -> epochMillis.getAsLong() / MILLIS_PER_SECOND,
                epochMillis,
                () -> name + "." + attempts.incrementAndGet(),
                parts.books(),
                random::nextLong);
        Demand demand = new Demand(upstream -> parts.signals().news());
        pipeline = new RequestPipeline(vertx, bench, parts.meters(), Draws.of(random::nextDouble), demand);
        RequestEntry entry = new RequestEntry(
                parts.status(), nanos, () -> "req_" + HexFormat.of().toHexDigits(random.nextLong()), pipeline);
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(address)
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxChunkSize(LONGEST_PIECE)
                .setHandle100ContinueAutomatically(true)
                // Nobody talks to a router over WebSockets, and these two look at every request and every answer.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false));
        return server.connectionHandler(RouterVerticle::connected)
                .requestHandler(entry)
                .listen();
    }

    private static void connected(HttpConnection connection) {
        if (connection instanceof HttpServerConnection made) {
            RoomyHeads.on(made.channelHandlerContext());
        }
    }

    @Override
    public Future<?> stop() throws Exception {
        stores.close();
        return super.stop();
    }

    /** Port bound. */
    int port() {
        return server.actualPort();
    }

    /**
     * Serves another configuration.
     *
     * @return done when this event loop serves it
     */
    Future<Void> serve(Snapshot snapshot) {
        Promise<Void> served = Promise.promise();
        context.runOnContext(nothing -> stores.serve(snapshot.store()).onComplete(counting -> {
            pipeline.serve(snapshot);
            served.complete();
        }));
        return served.future();
    }

    /** See {@link StoreChoice#read}. */
    Future<List<Spend>> read(List<BudgetReader.Account> accounts) {
        return onLoop(() -> stores.read(accounts));
    }

    /** See {@link StoreChoice#first}. */
    Future<Boolean> first(String id, long millis) {
        return onLoop(() -> stores.first(id, millis));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(nothing -> task.get().onComplete(done));
        return done.future();
    }

    /**
     * Does something with the statistics that routers share.
     *
     * @param work what, on this event loop
     * @return what comes of it; null where there is no Redis
     */
    <T> Future<T> withShared(Function<SharedStatistics, Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(nothing -> {
            SharedStatistics shared = stores.statistics();
            (shared == null ? Future.<T>succeededFuture() : work.apply(shared)).onComplete(done);
        });
        return done.future();
    }

    /**
     * Takes no more connections and lets running answers finish.
     *
     * @param millis how long at the most
     * @return done when all have, or the time is over
     */
    Future<Void> drain(long millis) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(nothing -> {
            pipeline.drain(millis);
            server.shutdown(millis, TimeUnit.MILLISECONDS).onComplete(drained);
        });
        return drained.future();
    }
}
