package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.Samples;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkServerTest {
    private static final GatewayId MAIN = new GatewayId("default", "main");

    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final GatewayBoard board = new GatewayBoard();
    private final BlockingQueue<RouterReport> reports = new ArrayBlockingQueue<>(10);
    private volatile List<Pod> pods = List.of();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final LinkHub hub = new LinkHub(board, (namespace, name) -> {
        asked.add(namespace + "/" + name);
        return pods;
    });
    private final LinkAuthority authority = LinkAuthority.create(Instant.now(), new SecureRandom());
    private LinkServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        RouterAuth auth = new RouterAuth(
                token -> RouterAuthTest.review(
                        token.equals("good"), "system:serviceaccount:default:main-router", "pod-1"),
                board::gateways,
                board::sidecars,
                clock);
        server = new LinkServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                authority.serverContext(List.of("127.0.0.1"), Instant.now(), new SecureRandom()),
                auth,
                hub,
                (router, report) -> reports.add(report));
        client = client(authority);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void streamsConfigurationEndpointsAndSignsOfLife() throws Exception {
        pods = List.of(pod("tiny-1", "127.0.0.5", true));
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        try (BufferedReader lines = stream("good")) {
            FromOperator.Config config = (FromOperator.Config) next(lines);
            assertThat(BundleFiles.read(config.files())).contains(Samples.bundle(1));
            assertThat(config.hash()).isEqualTo(Samples.bundle(1).hash());
            FromOperator.Endpoints endpoints = (FromOperator.Endpoints) next(lines);
            assertThat(endpoints.deployments().get("deployment/default/tiny"))
                    .containsExactly(new FromOperator.Endpoint("tiny-1", "127.0.0.5", 8000, true, false, "rev"));

            hub.beat();
            assertThat(next(lines)).isInstanceOf(FromOperator.Beat.class);

            board.post(MAIN, Samples.published(2, board.find(MAIN)));
            assertThat(((FromOperator.Config) next(lines)).hash())
                    .isEqualTo(Samples.bundle(2).hash());

            pods = List.of();
            board.post(MAIN, Samples.published(2, board.find(MAIN)));
            FromOperator.Endpoints later = (FromOperator.Endpoints) next(lines);
            assertThat(later.deployments().get("deployment/default/tiny")).isEmpty();
            assertThat(later.revision()).isGreaterThan(endpoints.revision());
        }
    }

    @Test
    void tellsOfChangedPodsOfADeploymentThatIsServedAndOfNoOther() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        try (BufferedReader lines = stream("good")) {
            assertThat(next(lines)).isInstanceOf(FromOperator.Config.class);
            long first = ((FromOperator.Endpoints) next(lines)).revision();
            hub.podsChanged("default", "tiny");
            asked.clear();
            pods = List.of(pod("tiny-1", "127.0.0.5", true));
            hub.podsChanged("default", "unheard-of");
            assertThat(asked).isEmpty();
            hub.podsChanged("default", "tiny");
            assertThat(asked).containsExactly("default/tiny");
            FromOperator.Endpoints endpoints = (FromOperator.Endpoints) next(lines);
            assertThat(endpoints.revision()).isEqualTo(first + 1);
            assertThat(endpoints.deployments().get("deployment/default/tiny")).hasSize(1);
        }
    }

    @Test
    void endsStreamsWhenItCloses() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        try (BufferedReader lines = stream("good")) {
            next(lines);
            next(lines);
            assertThat(hub.connected()).isEqualTo(1);
            hub.close();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void takesReports() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        RouterReport report = RouterRegistryTest.report("h1", null);
        assertThat(post("good", CanonicalJson.text(report)).statusCode()).isEqualTo(204);
        assertThat(reports.poll(5, TimeUnit.SECONDS)).isEqualTo(report);
        assertThat(post("good", "{nonsense").statusCode()).isEqualTo(400);
        assertThat(post("good", "null").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"policy\": \"default/a\", \"requests\": -1}",
                "{\"policy\": \"default/a\", \"local\": -1}",
                "{\"policy\": \"default/a\", \"microUsd\": -1}"
            })
    void refusesUsageThatCannotBe(String usage) throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        HttpResponse<String> answer = post("good", "{\"incarnation\": \"i\", \"usage\": [" + usage + "]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("usage must name its policy");
        assertThat(reports).isEmpty();
    }

    @Test
    void doesNotReadEndlessReports() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        try {
            assertThat(post("good", " ".repeat(5_000_000) + "{\"incarnation\": \"i\"}")
                            .statusCode())
                    .isEqualTo(413);
        } catch (IOException e) {
            assertThat(e)
                    .as("the server may hang up before it has taken everything")
                    .isNotNull();
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void refusesWhoIsNoRouter() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        server.open();
        assertThat(post("bad", "{}").statusCode()).isEqualTo(401);
        assertThat(get("bad").statusCode()).isEqualTo(401);
        HttpRequest anonymous =
                HttpRequest.newBuilder(uri(LinkProtocol.STREAM_PATH)).build();
        assertThat(client.send(anonymous, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        HttpRequest wrongMethod =
                HttpRequest.newBuilder(uri(LinkProtocol.REPORT_PATH)).build();
        assertThat(client.send(wrongMethod, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void letsNobodyInBeforeItIsOpen() throws Exception {
        board.post(MAIN, Samples.published(1, Optional.empty()));
        assertThat(get("good").statusCode()).isEqualTo(503);
    }

    @Test
    void isNotTrustedByOthers() throws Exception {
        HttpClient stranger = client(LinkAuthority.create(Instant.now(), new SecureRandom()));
        HttpRequest request =
                HttpRequest.newBuilder(uri(LinkProtocol.STREAM_PATH)).build();
        assertThatThrownBy(() -> stranger.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    private HttpResponse<String> post(String token, String body) throws Exception {
        return client.send(
                request(LinkProtocol.REPORT_PATH, token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String token) throws Exception {
        return client.send(request(LinkProtocol.STREAM_PATH, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private BufferedReader stream(String token) throws Exception {
        HttpResponse<InputStream> response = client.send(
                request(LinkProtocol.STREAM_PATH, token).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static FromOperator next(BufferedReader lines) throws Exception {
        return CanonicalJson.read(lines.readLine().getBytes(StandardCharsets.UTF_8), FromOperator.class);
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
    }

    private URI uri(String path) {
        return URI.create("https://127.0.0.1:" + server.address().getPort() + path);
    }

    private static HttpClient client(LinkAuthority trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("link", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static Pod pod(String name, String ip, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-template-hash", "rev")
                .endMetadata()
                .withNewStatus()
                .withPodIP(ip)
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }
}
