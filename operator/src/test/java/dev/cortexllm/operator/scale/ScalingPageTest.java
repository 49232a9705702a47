package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.Demand;
import dev.cortexllm.link.RouterReport.PodLoad;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.health.HealthServer;
import dev.cortexllm.operator.link.RouterId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScalingPageTest {
    private final TestClock clock = new TestClock("2026-11-27T10:00:00Z");
    private final LoadBook book = new LoadBook(clock);
    private HealthServer server;
    private boolean leads = true;
    private double least;

    @BeforeEach
    void serve() throws Exception {
        server = new HealthServer(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), () -> true, () -> Map.of());
        server.serve(ScalingPage.PATH, new ScalingPage(book, id -> least, () -> leads, clock));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsTheLoad() throws Exception {
        tell(new Demand(3, 2, 9, Map.of("p1", new PodLoad(3, 12.0))));
        assertThat(get("/scaling/default/tiny"))
                .isEqualTo(
                        "200 {\"inFlight\":3,\"lastAsked\":\"2026-11-27T10:00:00Z\",\"load\":14.0,\"pods\":{\"p1\":12.0},"
                                + "\"value\":14.0,\"waiting\":2}");
    }

    /** KEDA looks every few seconds: whoever was answered elsewhere before it looked has asked all the same. */
    @Test
    void remembersWhoAskedLately() throws Exception {
        tell(new Demand(0, 1, 1, null));
        tell(new Demand(0, 0, 1, null));
        assertThat(get("/scaling/default/tiny")).contains("\"load\":0.0").contains("\"value\":1.0");
        clock.pass(Duration.ofSeconds(31));
        tell(new Demand(0, 0, 1, null));
        assertThat(get("/scaling/default/tiny")).contains("\"value\":0.0");
        least = 24;
        assertThat(get("/scaling/default/tiny")).contains("\"load\":0.0").contains("\"value\":24.0");
    }

    @Test
    void knowsNothingWhenNobodyTells() throws Exception {
        assertThat(get("/scaling/default/tiny"))
                .isEqualTo("503 {\"error\":\"no router tells the load of deployment/default/tiny\"}");
        assertThat(get("/scaling/tiny")).startsWith("404 ");
    }

    @Test
    void knowsNothingWhileAnotherReplicaLeads() throws Exception {
        tell(new Demand(3, 2, 9, null));
        leads = false;
        assertThat(get("/scaling/default/tiny")).startsWith("503 ");
    }

    private void tell(Demand demand) {
        book.report(
                new RouterId(new GatewayId("default", "main"), "main-a"),
                new RouterReport("one", "hash", null, 1, Map.of("deployment/default/tiny", demand), List.of()),
                false,
                id -> true);
    }

    private String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        String body = answer.body().strip();
        return answer.statusCode() + " "
                + (body.isEmpty() ? answer.headers().firstValue("Location").orElse("") : body);
    }
}
