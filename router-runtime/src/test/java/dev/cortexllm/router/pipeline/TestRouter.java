package dev.cortexllm.router.pipeline;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.Router;
import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.config.ConfigSource;
import dev.cortexllm.router.ledger.Entry;
import dev.cortexllm.router.outcome.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A whole router in this process, with configurations pushed by the test. */
public final class TestRouter implements AutoCloseable {
    public static final String PLAIN =
            "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    public static final String STREAM =
            "{\"model\":\"assistant\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final CompletableFuture<ConfigSink> sink = new CompletableFuture<>();
    private final Semaphore news = new Semaphore(0);
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Router router;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public TestRouter() {
        this(2);
    }

    public TestRouter(int loops) {
        this(loops, options -> options);
    }

    public TestRouter(int loops, UnaryOperator<RouterOptions> change) {
        ConfigSource pushed = new ConfigSource() {
            @Override
            public void start(ConfigSink into) {
                sink.complete(into);
            }

            @Override
            public void stop() {}
        };
        router = FakeUpstream.await(RouterMain.start(change.apply(RouterOptions.of(parts -> {
                    parts.signals().onNews(news::release);
                    parts.books().onEntry(entries::add);
                    return pushed;
                })
                .withEventLoops(loops)
                .withStateFolder(temporary())
                .withEndpointLag(Duration.ZERO)
                .withScrapeInterval(Duration.ofMillis(50)))));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("cortex");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written into the ledger so far, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Serves a configuration; returns when every event loop does. */
    public TestRouter serve(Configs configs) throws Exception {
        return serve(configs.bundle());
    }

    /** The same for a compiled one. */
    public TestRouter serve(ConfigBundle bundle) throws Exception {
        sink.get(10, TimeUnit.SECONDS).offer(bundle);
        while (!bundle.hash().equals(router.parts().status().servedHash())) {
            if (!news.tryAcquire(30, TimeUnit.SECONDS)
                    || router.parts().status().problem() != null) {
                throw new AssertionError(
                        "not served: " + router.parts().status().problem());
            }
        }
        return this;
    }

    public ConfigSink sink() throws Exception {
        return sink.get(10, TimeUnit.SECONDS);
    }

    public Router router() {
        return router;
    }

    public int port() {
        return router.port();
    }

    public HttpResponse<String> post(String body, String... headers) throws Exception {
        return http.send(
                request("/v1/chat/completions", headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> postTo(String path, String body, String... headers) throws Exception {
        return http.send(
                request(path, headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A small chat of a dialect. */
    public HttpResponse<String> post(Api api, boolean stream, String... headers) throws Exception {
        return http.send(
                request(path(api), headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body(api, stream)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A small stream of a dialect, read as far as it comes. */
    public String postUntilCut(Api api) throws Exception {
        return RawClient.chunkedBody(port(), path(api), body(api, true));
    }

    /** Waits until the router has finished every request: an answer may be with its client a moment before. */
    public void awaitIdle() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (inFlight() != 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(inFlight() + " requests are still in flight");
            }
        }
    }

    /** Requests that the router has not finished. */
    private double inFlight() throws Exception {
        return admin("/metrics")
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("cortex_llm_in_flight ") || line.startsWith("cortex_llm_upstream_in_flight{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static String path(Api api) {
        return api == Api.ANTHROPIC ? "/v1/messages" : "/v1/chat/completions";
    }

    static String body(Api api, boolean stream) {
        String limit = api == Api.ANTHROPIC ? "\"max_tokens\":100," : "";
        return "{\"model\":\"assistant\"," + limit + "\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    /** The same as {@link #post(Api, boolean, String...)}, not waited for. */
    public CompletableFuture<HttpResponse<String>> postLater(Api api, boolean stream, String... headers) {
        return http.sendAsync(
                request(path(api), headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body(api, stream)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> postLater(String body) {
        return http.sendAsync(
                request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        return http.send(
                request(path, headers)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> admin(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + router.adminPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder;
    }

    @Override
    public void close() {
        FakeUpstream.await(router.stop());
    }
}
