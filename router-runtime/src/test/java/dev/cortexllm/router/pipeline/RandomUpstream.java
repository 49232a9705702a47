package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that answers most requests and does to the others whatever upstreams do, drawn from a seed. One event loop. */
final class RandomUpstream {
    private static final int BACKLOG = 4096;

    private final Random random;
    private final AtomicInteger served = new AtomicInteger();
    private final HttpServer server;
    private volatile boolean well;

    RandomUpstream(Vertx vertx, long seed) {
        random = new Random(seed);
        server = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    served.incrementAndGet();
                    draw(body.toString().contains("\"stream\":true")).handle(request);
                }));
        FakeUpstream.await(server.listen(0, "127.0.0.1"));
    }

    private Handler<HttpServerRequest> draw(boolean stream) {
        return switch (well ? Integer.MAX_VALUE : random.nextInt(40)) {
            case 0 -> FakeUpstream.status(500, "{\"error\":{\"message\":\"broken\"}}");
            case 1 -> FakeUpstream.status(503, "busy");
            case 2 -> FakeUpstream.status(429, "{\"error\":{\"message\":\"slow down\"}}");
            case 3 -> FakeUpstream.status(400, "{\"error\":{\"message\":\"no\"}}");
            case 4 -> FakeUpstream.status(401, "{\"error\":{\"message\":\"who\"}}");
            case 5 -> FakeUpstream.hangUp();
            case 6 -> stream ? FakeUpstream.cut(role(), content("a")) : FakeUpstream.truncatedPlain();
            case 7 -> FakeUpstream.silence();
            case 8 -> stream ? FakeUpstream.stall(role(), content("a")) : FakeUpstream.silence();
            case 9 -> FakeUpstream.status(200, "<html>");
            default ->
                stream
                        ? FakeUpstream.stream(role(), content("a"), content("b"), finish(), usage(), done())
                        : FakeUpstream.plain();
        };
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** From now on it answers everything. */
    void recover() {
        well = true;
    }

    /** Requests that arrived. */
    int served() {
        return served.get();
    }
}
