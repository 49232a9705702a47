package dev.cortexllm.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeApiTest {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;
    private KubeApi api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api = new KubeApi(server.getAddress().getPort());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void applies_as_kubectl_does_and_tells_what_is_there_now() throws InterruptedException {
        answer("/apis/x/policies/a", 200, "{\"metadata\":{\"generation\":3}}");

        assertThat(api.apply("/apis/x/policies/a", "{\"kind\":\"RoutingPolicy\"}")
                        .at("/metadata/generation")
                        .asInt())
                .isEqualTo(3);
        assertThat(asked.take())
                .isEqualTo(
                        "PATCH fieldManager=bench&force=true application/apply-patch+yaml {\"kind\":\"RoutingPolicy\"}");
    }

    @Test
    void what_is_refused_is_told_in_the_words_of_the_server() {
        answer("/api/v1/secrets", 422, "{\"message\":\"spec.models is required\"}");

        assertThatThrownBy(() -> api.create("/api/v1/secrets", "{}")).hasMessageContaining("spec.models is required");
    }

    @Test
    void a_watch_tells_of_each_object_and_ends_with_the_server() throws InterruptedException {
        answer(
                "/apis/x/policies",
                200,
                "{\"type\":\"ADDED\",\"object\":{\"name\":\"a\"}}\n\n{\"type\":\"MODIFIED\",\"object\":{\"name\":\"b\"}}\n");
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        api.watch("/apis/x/policies", object -> seen.add(object.path("name").asText()));

        assertThat(List.of(next(seen), next(seen))).containsExactly("a", "b");
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(30, TimeUnit.SECONDS);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            asked.add(String.join(
                    " ",
                    exchange.getRequestMethod(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    exchange.getRequestHeaders().getFirst("content-type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
