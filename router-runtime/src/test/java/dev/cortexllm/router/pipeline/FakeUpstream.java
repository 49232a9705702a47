package dev.cortexllm.router.pipeline;

import dev.cortexllm.api.v1alpha1.WireFormat;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-compatible server that does what a test's script says, one step per request; the last step repeats. */
public final class FakeUpstream implements AutoCloseable {
    public static final String ANSWER =
            "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
                    + "\"completion_tokens\":2,\"total_tokens\":5},\"vendor_extra\":{\"a\":[1,2]}}";

    /** A request as it arrived. */
    public record Seen(String path, MultiMap headers, String body) {}

    /** A burst of connections must find room: a lost one is tried again after a second only. */
    private static final int BACKLOG = 4096;

    private final Deque<Handler<HttpServerRequest>> script = new ArrayDeque<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final HttpServer server;

    public FakeUpstream(Vertx vertx) {
        server = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG))
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(end -> connections.decrementAndGet());
                })
                .requestHandler(this::handle);
        await(server.listen(0, "127.0.0.1"));
    }

    /** Adds a step. */
    @SafeVarargs
    public final FakeUpstream then(Handler<HttpServerRequest>... steps) {
        synchronized (script) {
            script.addAll(List.of(steps));
        }
        return this;
    }

    /** Forgets what was planned, and adds steps. */
    @SafeVarargs
    public final FakeUpstream now(Handler<HttpServerRequest>... steps) {
        synchronized (script) {
            script.clear();
        }
        return then(steps);
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            seen.add(new Seen(request.path(), request.headers(), body.toString()));
            request.response().closeHandler(gone -> closed.add("closed"));
            next().handle(request);
        });
    }

    private Handler<HttpServerRequest> next() {
        synchronized (script) {
            return script.size() > 1 ? script.poll() : script.isEmpty() ? plain() : script.peek();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    /** Its base URL as a provider of a format has it. */
    public String url(WireFormat format) {
        String origin = "http://127.0.0.1:" + server.actualPort();
        return format == WireFormat.OPENAI ? origin + "/v1" : origin;
    }

    public List<Seen> seen() {
        return seen;
    }

    /** Waits until nobody is connected any more. */
    void awaitNoConnections() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connections.get() != 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(connections.get() + " connections are still open");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until a client closed a connection in the middle of an answer. */
    public boolean sawClose() throws InterruptedException {
        return closed.poll(10, TimeUnit.SECONDS) != null;
    }

    @Override
    public void close() {
        await(server.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static Handler<HttpServerRequest> plain() {
        return request -> request.response()
                .putHeader("content-type", "application/json")
                .putHeader("x-request-id", "upstream-7")
                .putHeader("set-cookie", "a=b")
                .end(ANSWER);
    }

    public static Handler<HttpServerRequest> status(int code, String body, String... headers) {
        return request -> {
            HttpServerResponse response = request.response().setStatusCode(code);
            response.putHeader("content-type", body.startsWith("{") ? "application/json" : "text/html");
            for (int i = 0; i < headers.length; i += 2) {
                response.putHeader(headers[i], headers[i + 1]);
            }
            response.end(body);
        };
    }

    /** Sends events and ends properly. */
    public static Handler<HttpServerRequest> stream(String... events) {
        return request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream; charset=utf-8");
            for (String event : events) {
                response.write(event);
            }
            response.end();
        };
    }

    /** Sends events, then breaks the connection. */
    public static Handler<HttpServerRequest> cut(String... events) {
        return request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream");
            Future<Void> last = response.writeHead();
            for (String event : events) {
                last = response.write(event);
            }
            last.onComplete(sent -> request.connection().close());
        };
    }

    /** Sends events, then nothing more. */
    public static Handler<HttpServerRequest> stall(String... events) {
        return request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream");
            response.writeHead();
            for (String event : events) {
                response.write(event);
            }
        };
    }

    public static Handler<HttpServerRequest> hangUp() {
        return request -> request.connection().close();
    }

    public static Handler<HttpServerRequest> silence() {
        return request -> {};
    }

    /** Promises more bytes than it sends. */
    public static Handler<HttpServerRequest> truncatedPlain() {
        return request -> request.response()
                .putHeader("content-type", "application/json")
                .putHeader("content-length", Integer.toString(ANSWER.length()))
                .write(Buffer.buffer(ANSWER.substring(0, 40)))
                .onComplete(sent -> request.connection().close());
    }

    public static String event(String json) {
        return "data: " + json + "\n\n";
    }

    /** What a client gets of events that the router asked usage for and the client did not. */
    public static String unasked(String events) {
        return events.replace(",\"usage\":null", "");
    }

    public static String role() {
        return event(
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}");
    }

    public static String content(String text) {
        return event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}],\"usage\":null}");
    }

    public static String finish() {
        return event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}");
    }

    public static String usage() {
        return event("{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");
    }

    public static String done() {
        return event("[DONE]");
    }
}
