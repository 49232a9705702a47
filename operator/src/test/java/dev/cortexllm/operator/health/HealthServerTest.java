package dev.cortexllm.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    @Test
    void livesIsReadyAndCounts() throws Exception {
        AtomicBoolean ready = new AtomicBoolean();
        InetSocketAddress free = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        try (HealthServer server =
                new HealthServer(free, ready::get, () -> Map.of("b{x=\"2\"}", 3, "b{x=\"1\"}", 2, "a", 1))) {
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
            ready.set(true);
            assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body())
                    .isEqualTo("# TYPE a gauge\na 1\n# TYPE b gauge\nb{x=\"1\"} 2\nb{x=\"2\"} 3\n");
        }
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
