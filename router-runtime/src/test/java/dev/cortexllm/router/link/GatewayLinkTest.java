package dev.cortexllm.router.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.FromOperator.Endpoint;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.router.GatewaySource;
import dev.cortexllm.router.Router;
import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.pipeline.Configs;
import dev.cortexllm.router.pipeline.FakeUpstream;
import dev.cortexllm.router.pipeline.TestRouter;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway pod's router with its folder and its link. */
class GatewayLinkTest {
    private static FakeOperator.Certificate certificate;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path config;
    private Path token;
    private Path state;
    private FakeOperator operator;
    private FakeUpstream engine;
    private Router router;

    @BeforeAll
    static void makeCertificate(@TempDir Path shared) throws Exception {
        certificate = FakeOperator.Certificate.make(shared);
    }

    @BeforeEach
    void start() throws Exception {
        config = Files.createDirectory(folder.resolve("config"));
        state = folder.resolve("state");
        token = Files.writeString(folder.resolve("token"), "token-1\n");
        operator = new FakeOperator(vertx, certificate);
        engine = new FakeUpstream(vertx);
        Files.writeString(config.resolve("link.json"), operator.address());
        write(bundle(1_000_000));
        router = startRouter();
    }

    @AfterEach
    void stop() throws Exception {
        router.stop().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Router startRouter() throws Exception {
        return RouterMain.start(RouterOptions.of(parts -> new GatewaySource(parts, config, token, state))
                        .withEndpointLag(Duration.ZERO)
                        .withEventLoops(1))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static ConfigBundle bundle(long bytes) {
        return new Configs().deployment("local", 4).maxRequestBytes(bytes).bundle();
    }

    private void write(ConfigBundle bundle) throws Exception {
        for (Map.Entry<String, byte[]> file : BundleFiles.write(bundle).entrySet()) {
            Files.write(config.resolve(file.getKey()), file.getValue());
        }
    }

    private FromOperator.Endpoints endpoints(long revision, boolean ready, boolean terminating) {
        int port = URI.create(engine.url()).getPort();
        Endpoint endpoint = new Endpoint("local-0", "127.0.0.1", port, ready, terminating, "r1");
        return new FromOperator.Endpoints(revision, Map.of("deployment/ns/local", List.of(endpoint)));
    }

    private int post() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + router.port() + "/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(TestRouter.PLAIN))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void configuration_and_endpoints_come_over_the_link_and_reports_go_back() throws Exception {
        operator.awaitDial();
        assertThat(operator.token()).isEqualTo("Bearer token-1");
        operator.push(new FromOperator.Beat());
        RouterReport first = operator.report(report -> bundle(1_000_000).hash().equals(report.configHash()));
        assertThat(first.problem()).isNull();
        assertThat(first.demand()).containsOnlyKeys("deployment/ns/local");

        operator.push(bundle(2_000_000));
        operator.report(report -> bundle(2_000_000).hash().equals(report.configHash()));

        assertThat(post()).isEqualTo(503);
        RouterReport missed = operator.report(
                report -> report.demand().get("deployment/ns/local").waiting() == 1);
        assertThat(missed.demand().get("deployment/ns/local")).isEqualTo(new RouterReport.Demand(0, 1, 1, Map.of()));

        operator.push(endpoints(7, true, false));
        operator.report(report -> report.endpointsRevision() == 7);
        assertThat(post()).isEqualTo(200);
        RouterReport spent = operator.report(
                report -> !report.usage().isEmpty() && report.usage().get(0).requests() == 1);
        assertThat(spent.usage().get(0)).isEqualTo(new RouterReport.PolicyUsage("ns/chat", 1, 1, 0));
        assertThat(spent.demand().get("deployment/ns/local"))
                .isEqualTo(new RouterReport.Demand(0, 0, 2, Map.of("local-0", new RouterReport.PodLoad(0, null))));

        operator.push(endpoints(8, true, true));
        operator.report(report -> report.endpointsRevision() == 8);
        assertThat(post()).isEqualTo(503);
    }

    /** By this a model is started that nobody waits for: the report of the moment is sent, however soon the cloud has answered. */
    @Test
    void a_request_that_spills_from_a_cold_model_is_told_at_once() throws Exception {
        operator.awaitDial();
        ConfigBundle hybrid = new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .deployment("local", 4)
                .provider("cloud", engine.url())
                .bundle();
        operator.push(hybrid);
        operator.report(report -> hybrid.hash().equals(report.configHash()));

        assertThat(post()).isEqualTo(200);

        RouterReport told = operator.report(
                report -> report.demand().get("deployment/ns/local").asked() == 1);
        assertThat(told.demand().get("deployment/ns/local").waiting()).isEqualTo(1);
        operator.report(report -> report.demand().get("deployment/ns/local").waiting() == 0);
    }

    @Test
    void nobody_is_sent_here_before_it_is_known_where_pods_are() throws Exception {
        operator.awaitDial();
        operator.push(new FromOperator.Beat());
        operator.report(report -> bundle(1_000_000).hash().equals(report.configHash()));
        assertThat(router.parts().status().ready()).isFalse();

        operator.push(endpoints(3, true, false));
        operator.report(report -> report.endpointsRevision() == 3);
        assertThat(router.parts().status().ready()).isTrue();
    }

    @Test
    void a_lost_link_is_dialled_again_with_the_token_of_the_day() throws Exception {
        operator.awaitDial();
        operator.push(new FromOperator.Beat());
        operator.push(endpoints(3, true, false));
        operator.report(report -> report.endpointsRevision() == 3);
        Files.writeString(token, "token-2");

        operator.hangUp();
        operator.awaitDial();

        String last = operator.token();
        while (last != null && !last.equals("Bearer token-2")) {
            last = operator.token();
        }
        assertThat(last).isEqualTo("Bearer token-2");
        assertThat(post()).as("served on meanwhile").isEqualTo(200);
    }

    @Test
    void what_cannot_be_served_is_reported_and_the_last_one_goes_on() throws Exception {
        operator.awaitDial();
        operator.push(new FromOperator.Beat());
        operator.report(report -> bundle(1_000_000).hash().equals(report.configHash()));

        operator.push(new FromOperator.Config(
                "h", Map.of("index.json", "{\"schemaVersion\":99,\"hash\":\"h\",\"parts\":[\"p\"]}".getBytes())));

        RouterReport refused = operator.report(report -> report.problem() != null);
        assertThat(refused.problem()).contains("schema version 99");
        assertThat(refused.configHash()).isEqualTo(bundle(1_000_000).hash());
    }

    @Test
    void endpoints_are_kept_for_a_restart_without_the_operator() throws Exception {
        operator.awaitDial();
        operator.push(new FromOperator.Beat());
        operator.push(endpoints(3, true, false));
        operator.report(report -> report.endpointsRevision() == 3);
        router.stop().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        Files.delete(config.resolve("link.json"));

        router = startRouter();
        java.util.concurrent.CountDownLatch serving = new java.util.concurrent.CountDownLatch(1);
        router.parts().signals().onNews(serving::countDown);
        if (router.parts().status().servedHash() == null) {
            assertThat(serving.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(post()).isEqualTo(200);
    }
}
