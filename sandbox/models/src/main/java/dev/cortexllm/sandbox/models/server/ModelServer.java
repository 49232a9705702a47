package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.control.Bill;
import dev.cortexllm.sandbox.models.engine.Engine;
import dev.cortexllm.sandbox.models.engine.EngineStats;
import dev.cortexllm.sandbox.models.engine.PrefixCache;
import dev.cortexllm.sandbox.models.faults.Faults;
import dev.cortexllm.sandbox.models.metrics.EngineMetrics;
import dev.cortexllm.sandbox.models.wire.Ids;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * A running model server. Everything in it happens on one event loop: a simulated engine has nothing to compute, and
 * one thread needs no locks.
 */
public final class ModelServer implements AutoCloseable {
    private static final long DRAIN_TICK_MILLIS = 20;

    private final Vertx vertx;
    private final Context loop;
    private final ServerOptions options;
    private final Engine engine;
    private final Gate gate;
    private final Reception reception;
    private HttpServer http;

    private ModelServer(Vertx vertx, ServerOptions options) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.options = options;
        Clock clock = Clock.systemUTC();
        PrefixCache cache = new PrefixCache(options.prefixCacheBlocks());
        EngineMetrics metrics = new EngineMetrics(options.models().get(0), options.kvTokens());
        this.engine = new Engine(new TimerWheel(vertx, loop), options.engine(), cache, metrics, options.seed());
        Served served = new Served(options.models(), options.contextLength(), new Ids(options.seed()), clock);
        WireFormat format = Formats.make(options, served, () -> metrics.render(engine, cache), this::load);
        this.gate = new Gate(format, options.keys());
        Faults faults = new Faults(options.seed());
        Bill bill = new Bill(options.price());
        this.reception = new Reception(format, engine, gate, faults, bill, new EndlessLine(vertx), clock);
    }

    /**
     * Starts a server and waits until its port answers.
     *
     * @throws IllegalArgumentException if the format is unknown
     * @throws IllegalStateException if the port cannot be bound
     */
    public static ModelServer start(ServerOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            ModelServer server = new ModelServer(vertx, options);
            server.bind().toCompletionStage().toCompletableFuture().join();
            return server;
        } catch (RuntimeException e) {
            vertx.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof IOException) {
                throw new IllegalStateException(
                        "cannot listen on " + options.host() + ":" + options.port() + ": " + cause.getMessage(), e);
            }
            throw e;
        }
    }

    private Future<Void> bind() {
        Promise<Void> bound = Promise.promise();
        loop.runOnContext(go -> {
            long loadMillis = Math.max(1, options.loadTime().toMillis());
            vertx.setTimer(loadMillis, loaded -> gate.open());
            if (options.loadTime().isZero()) {
                gate.open();
            }
            if (options.bindAfterLoad()) {
                vertx.setTimer(loadMillis, loaded -> listen().onComplete(bound));
            } else {
                listen().onComplete(bound);
            }
        });
        return bound.future();
    }

    private Future<Void> listen() {
        HttpServerOptions settings = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setAcceptBacklog(16_384)
                .setMaxHeaderSize(64 * 1024)
                .setMaxInitialLineLength(64 * 1024)
                .setHttp2ClearTextEnabled(false);
        http = vertx.createHttpServer(settings).requestHandler(reception::receive);
        return http.listen().mapEmpty();
    }

    private int load() {
        EngineStats stats = engine.stats();
        return stats.running() + stats.waiting();
    }

    /** Returns the port, also when a free one was asked for. */
    public int port() {
        return http.actualPort();
    }

    /** Returns where the server is, like {@code http://127.0.0.1:8000}. */
    public String url() {
        return "http://" + options.host() + ":" + port();
    }

    /** Takes no new work from now on, waits until nothing runs but at most so long, then closes everything. */
    public void drain(Duration most) {
        Promise<Void> drained = Promise.promise();
        loop.runOnContext(go -> {
            gate.drain();
            long deadline = System.nanoTime() + most.toNanos();
            vertx.setPeriodic(DRAIN_TICK_MILLIS, timer -> {
                if (engine.idle() || System.nanoTime() >= deadline) {
                    vertx.cancelTimer(timer);
                    drained.complete();
                }
            });
        });
        drained.future().toCompletionStage().toCompletableFuture().join();
        close();
    }

    /** Closes port and connections at once. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
