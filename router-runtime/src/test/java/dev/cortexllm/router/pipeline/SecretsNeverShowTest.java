package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.router.Router;
import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import dev.cortexllm.router.ledger.LedgerWriter;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Finding;
import dev.cortexllm.router.standalone.FolderSource;
import dev.cortexllm.router.standalone.Workspace;
import dev.cortexllm.router.store.RedisProcess;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Lives through good days and bad ones of a whole router and then looks for every secret that it knew in everything that it
 * has said: answers with their headers, the log, findings, probes, metrics, statistics, the ledger and the configuration as it may be shown.
 */
class SecretsNeverShowTest {
    private static final String PROVIDER = "sk-provider-5e6a1f0c9d";
    private static final String SPARE = "sk-provider-spare-77aa31";
    private static final String ALICE = "sk-alice-0b1c2d3e4f5a6b";
    private static final String BOB = "sk-bob-9a8b7c6d5e4f3a2b";
    private static final String CAROL = "sk-carol-1f2e3d4c5b6a79";
    private static final String WRONG = "sk-mallory-ffffeeee0000";
    private static final String SHORT = "sk-short-7";
    private static final String ADMIN = "admin-31415926535897932";
    private static final String REDIS = "redis-27182818284590452";
    private static final List<String> SECRETS = List.of(PROVIDER, SPARE, ALICE, BOB, CAROL, WRONG, SHORT, ADMIN, REDIS);

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Finding> findings = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Recorder recorder = new Recorder();
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.cortexllm");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = ours.getLevel();

    @TempDir
    private Path folder;

    @TempDir
    private Path entries;

    @TempDir
    private Path state;

    private Vertx vertx;
    private FakeUpstream cloud;
    private RedisProcess redis;
    private Workspace workspace;
    private Router router;

    /** Keeps what is logged, with the stack traces. */
    private final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            said.add("log " + event.getLoggerName() + ": " + event.getFormattedMessage() + "\n" + trace);
        }
    }

    @BeforeEach
    void start() throws Exception {
        recorder.start();
        root.addAppender(recorder);
        ours.setLevel(Level.TRACE);
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
        redis = new RedisProcess("--requirepass", REDIS);
        gateway("");
        write("provider.yaml", """
                kind: LLMProvider
                metadata: {name: cloud}
                spec:
                  baseUrl: %s
                  passThrough: true
                  credentials: [{secretRef: {name: cloud, key: a}}, {secretRef: {name: cloud, key: b}}]
                ---
                apiVersion: cortexllm.dev/v1alpha1
                kind: RoutingPolicy
                metadata: {name: chat}
                spec:
                  models: [assistant, expert]
                  targets: [{name: a, providerRef: {name: cloud}, model: m}]
                  rateLimits: [{name: calm, requestsPerHour: 1000, per: [Key]}]
                """.formatted(cloud.url()));
        secret("cloud", "a: " + PROVIDER + ", b: " + SPARE);
        secret("clients", "alice: " + ALICE);
        secret("support", "bob: " + BOB);
        secret("admin", "token: " + ADMIN);
        secret("redis", "password: " + REDIS);
        workspace =
                new Workspace(List.of(folder), null, Map.of(), Map.of(), Definitions.bundled(), Catalogue.bundled());
        Workspace.Result first = workspace.compile(Optional.empty());
        assertThat(first.findings()).allMatch(Finding::warning);
        FolderSource source = new FolderSource(workspace, first, finding -> {
            said.add("finding " + finding);
            findings.add(finding);
        });
        RouterOptions options = RouterOptions.of(parts -> source)
                .withEventLoops(2)
                .withEndpointLag(Duration.ZERO)
                .withStateFolder(state)
                .withLedger(new LedgerWriter.Place(entries, LedgerWriter.Place.MAX_BYTES, 3, false))
                .withAdminKey(ADMIN + "-own", null);
        said.add("options " + options);
        router = FakeUpstream.await(RouterMain.start(options));
        servesUnless(null);
    }

    @AfterEach
    void stop() throws Exception {
        if (router != null) {
            FakeUpstream.await(router.stop());
        }
        redis.close();
        FakeUpstream.await(vertx.close());
        root.detachAppender(recorder);
        ours.setLevel(before);
    }

    private void write(String file, String yaml) throws IOException {
        Files.writeString(
                folder.resolve(file),
                yaml.startsWith("kind: LLM") ? "apiVersion: cortexllm.dev/v1alpha1\n" + yaml : yaml);
    }

    private void secret(String name, String entries) throws IOException {
        write("secret-" + name + ".yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s, labels: {cortexllm.dev/credential: "true"}}
                stringData: {%s}
                """.formatted(name, entries));
    }

    private void gateway(String more) throws IOException {
        write("gateway.yaml", """
                kind: LLMGateway
                metadata: {name: main}
                spec:
                  redis: {url: %s, credentials: {secretRef: {name: redis, key: password}}, commandTimeout: 1s}
                  auth:
                    keys: [{secretRef: {name: clients}}, {secretRef: {name: support}, workspace: support}]
                  workspaces: [{name: support, models: [assistant]}]
                  adminAuth: {secretRef: {name: admin, key: token}}
                %s
                """.formatted(redis.url(), more));
    }

    @Test
    void no_secret_is_in_anything_that_the_router_says() throws Exception {
        goodDays();
        cloudIsBad();
        configurationIsBad();
        redisIsGone();
        told();
        booked();

        String all = String.join("\n", said);
        assertThat(all)
                .as("what was looked through")
                .contains(
                        "is served now",
                        "invalid_api_key",
                        "permission_denied",
                        "upstream_credentials",
                        "x-cortex-policy");
        for (String secret : SECRETS) {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(said)
                    .as("where a secret shows")
                    .noneMatch(line -> line.contains(secret) || line.contains(encoded));
        }
    }

    private void goodDays() throws Exception {
        assertThat(chat("authorization", "Bearer " + ALICE)).isEqualTo(200);
        assertThat(post("/v1/messages", anthropic(false), "x-api-key", ALICE)).isEqualTo(200);
        cloud.now(FakeUpstream.stream(
                FakeUpstream.role(),
                FakeUpstream.content("hi"),
                FakeUpstream.finish(),
                FakeUpstream.usage(),
                FakeUpstream.done()));
        assertThat(post("/v1/messages", anthropic(true), "x-api-key", BOB)).isEqualTo(200);
        assertThat(post("/v1/chat/completions", TestRouter.STREAM, "x-goog-api-key", ALICE))
                .isEqualTo(200);
        cloud.now(FakeUpstream.plain());
        assertThat(post("/v1/messages/count_tokens", anthropic(false), "x-api-key", ALICE))
                .isEqualTo(200);
        assertThat(post("/v1/embeddings", "{}", "x-api-key", ALICE, "x-cortex-provider", "cloud"))
                .isEqualTo(200);
        assertThat(chat("x-api-key", WRONG)).isEqualTo(401);
        assertThat(chat("authorization", "Basic " + ALICE)).isEqualTo(401);
        assertThat(post("/v1/messages", anthropic(false), "x-api-key", WRONG)).isEqualTo(401);
        assertThat(post("/v1/chat/completions", TestRouter.PLAIN.replace("assistant", "expert"), "x-api-key", BOB))
                .isEqualTo(403);
        assertThat(post("/v1/chat/completions", "{\"model\":", "x-api-key", BOB))
                .isEqualTo(400);
        assertThat(cloud.seen()).noneMatch(seen -> (seen.headers().toString() + seen.body()).contains(ALICE));
    }

    /** It says in its errors what it was sent, as some do. */
    private void cloudIsBad() throws Exception {
        for (int status : List.of(400, 404, 422, 500, 429, 403, 401)) {
            cloud.now(echoing(status));
            int before = cloud.seen().size();
            assertThat(chat("x-api-key", ALICE)).isGreaterThanOrEqualTo(400);
            assertThat(post("/v1/messages", anthropic(true), "x-api-key", BOB)).isGreaterThanOrEqualTo(400);
            assertThat(cloud.seen()).as("calls for status " + status).hasSizeGreaterThan(before);
        }
        cloud.now(FakeUpstream.hangUp());
        chat("x-api-key", ALICE);
        cloud.now(FakeUpstream.plain());
    }

    private static Handler<HttpServerRequest> echoing(int status) {
        return request -> request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end("{\"error\":{\"message\":\"" + (status == 401 ? "Incorrect API key provided: " : "I was sent ")
                        + request.getHeader("authorization").replace("Bearer ", "")
                        + "\",\"type\":\"invalid_request_error\",\"code\":null,\"param\":null}}");
    }

    private void configurationIsBad() throws Exception {
        String served = router.parts().status().servedHash();
        secret("clients", "alice: " + SHORT);
        finds(finding -> finding.message().contains("is shorter than 16 characters"));
        secret("clients", "alice: \"" + ALICE);
        finds(finding -> finding.file() != null && finding.file().endsWith("secret-clients.yaml"));
        write(
                "secret-clients.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: clients, labels:"
                        + " {cortexllm.dev/credential: \"true\"}}\ndata: {alice: " + ALICE + "}\n");
        finds(finding -> finding.message().contains("is not base64"));
        secret("clients", "alice: " + ALICE);
        gateway("  drainTimeout: soon");
        finds(finding -> finding.path().contains("drainTimeout"));
        assertThat(chat("x-api-key", ALICE)).isEqualTo(200);
        assertThat(router.parts().status().servedHash()).isEqualTo(served);

        gateway("");
        secret("clients", "alice: " + CAROL);
        servesUnless(served);
        assertThat(chat("x-api-key", ALICE)).isEqualTo(401);
        assertThat(chat("x-api-key", CAROL)).isEqualTo(200);
    }

    private void redisIsGone() throws Exception {
        String served = router.parts().status().servedHash();
        secret("redis", "password: " + WRONG);
        servesUnless(served);
        assertThat(chat("x-api-key", CAROL)).isEqualTo(200);
        redis.kill();
        assertThat(chat("x-api-key", CAROL)).isEqualTo(200);
    }

    private void told() throws Exception {
        String served = admin("/nothing").body();
        assertThat(served).startsWith("Served here: /healthz, /readyz, /metrics");
        for (String path : served.substring("Served here: ".length()).strip().split("[,. ]+(?=/)|\\.$")) {
            admin(path);
        }
        for (String type : List.of("text/plain", "application/json")) {
            explained(type);
        }
        for (String path : List.of("/readyz", "/healthz", "/v1/models")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                    .header("authorization", "Bearer " + CAROL)
                    .build();
            keep(http.send(request, HttpResponse.BodyHandlers.ofString()));
        }
        ConfigBundle bundle =
                workspace.compile(Optional.empty()).compilation().orElseThrow().bundle();
        said.add("config " + new String(CanonicalJson.bytes(bundle.config()), StandardCharsets.UTF_8));
        said.add("bundle " + bundle);
    }

    /** What is on disk when the router has stopped. */
    private void booked() throws Exception {
        FakeUpstream.await(router.stop());
        router = null;
        try (Stream<Path> files = Files.list(entries)) {
            for (Path file : files.toList()) {
                said.add("file " + file + "\n" + Files.readString(file));
            }
        }
        assertThat(said).anyMatch(text -> text.startsWith("file ") && text.contains("alice"));
    }

    private HttpResponse<String> admin(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.adminPort() + path))
                .header("authorization", "Bearer " + ADMIN)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        keep(answer);
        return answer;
    }

    private void explained(String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.adminPort() + "/explain"))
                .headers("authorization", "Bearer " + ADMIN, "x-api-key", CAROL, "accept", type)
                .POST(HttpRequest.BodyPublishers.ofString(TestRouter.PLAIN))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        keep(answer);
    }

    private static String anthropic(boolean stream) {
        return "{\"model\":\"assistant\",\"max_tokens\":100,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private int chat(String header, String value) throws Exception {
        return post("/v1/chat/completions", TestRouter.PLAIN, header, value);
    }

    private int post(String path, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return keep(http.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private int keep(HttpResponse<String> answer) {
        said.add(answer.uri().getPath() + " " + answer.statusCode() + " "
                + answer.headers().map() + "\n" + answer.body());
        return answer.statusCode();
    }

    /** Waits for a finding. */
    private void finds(Predicate<Finding> wanted) throws InterruptedException {
        Finding next;
        do {
            next = findings.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a finding that was expected").isNotNull();
        } while (!wanted.test(next));
    }

    /** Waits for another configuration. */
    private void servesUnless(String hash) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> router.parts().status().servedHash(), now -> now != null && !now.equals(hash));
    }
}
