package dev.cortexllm.router.pipeline;

import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.Router;
import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.config.ConfigSink;
import dev.cortexllm.router.config.ConfigSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A whole router in this process, with configurations pushed by the test. */
public final class TestRouter implements AutoCloseable {
    public static final String PLAIN =
            "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    public static final String STREAM =
            "{\"model\":\"assistant\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final CompletableFuture<ConfigSink> sink = new CompletableFuture<>();
    private final Semaphore news = new Semaphore(0);
    private final Router router;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public TestRouter() {
        this(2);
    }

    public TestRouter(int loops) {
        ConfigSource pushed = new ConfigSource() {
            @Override
            public void start(ConfigSink into) {
                sink.complete(into);
            }

            @Override
            public void stop() {}
        };
        router = FakeUpstream.await(RouterMain.start(RouterOptions.of(parts -> {
                    parts.signals().onNews(news::release);
                    return pushed;
                })
                .withEventLoops(loops)
                .withEndpointLag(Duration.ZERO)
                .withScrapeInterval(Duration.ofMillis(50))));
    }

    /** Serves a configuration; returns when every event loop does. */
    public TestRouter serve(Configs configs) throws Exception {
        ConfigBundle bundle = configs.bundle();
        sink.get(10, TimeUnit.SECONDS).offer(bundle);
        while (!bundle.hash().equals(router.parts().status().servedHash())) {
            if (!news.tryAcquire(10, TimeUnit.SECONDS)
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

    public CompletableFuture<HttpResponse<String>> postLater(String body) {
        return http.sendAsync(
                request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(
                request(path)
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
