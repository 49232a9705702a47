package dev.cortexllm.operator.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.status.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCheckTest {
    private static final URI API_SERVER = URI.create("https://127.0.0.1:1/");

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<String> keysSeen = new CopyOnWriteArrayList<>();
    private HttpServer api;
    private volatile int status = 200;
    private volatile String body = "{\"data\": [{}, {}, {}]}";
    private volatile String goodKey = "sk-good";
    private volatile Auth auth = Auth.BEARER;
    private volatile WireFormat format = WireFormat.OPENAI;
    private volatile int refusal = 401;
    private volatile String pathSeen;
    private volatile String versionSeen;

    @BeforeEach
    void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "200, true,  Reachable",
        "404, true,  Reachable",
        "405, true,  Reachable",
        "429, true,  Reachable",
        "302, false, Unreachable",
        "500, false, Unreachable",
        "503, false, Unreachable",
    })
    void judgesByTheAnswer(int answer, boolean reachable, String reason) throws Exception {
        status = answer;
        Probe probe = check(true, "sk-good");
        assertThat(probe.reachable()).isEqualTo(reachable);
        assertThat(probe.reason()).isEqualTo(reason);
        assertThat(probe.models()).isEqualTo(answer == 200 ? 3 : null);
    }

    @Test
    void refusedCredentials() throws Exception {
        Probe probe = check(true, "sk-bad-1", "sk-bad-2");
        assertThat(probe.reason()).isEqualTo("Unauthorized");
        assertThat(probe.message()).contains("all credentials").doesNotContain("sk-");
        assertThat(keysSeen).containsExactly("Bearer sk-bad-1", "Bearer sk-bad-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI    | API_KEY        | /v1/models                    |            | {"data": [{}, {}, {}]}
            ANTHROPIC | X_API_KEY      | /v1/models?limit=1000         | 2023-06-01 | {"data": [{}, {}, {}], "has_more": false}
            ANTHROPIC | BEARER         | /v1/models?limit=1000         | 2023-06-01 | {"data": [{}, {}, {}]}
            GEMINI    | X_GOOG_API_KEY | /v1beta/models?pageSize=1000  |            | {"models": [{}, {}, {}]}
            """)
    void everyFormatIsAskedInItsWay(WireFormat spoken, Auth way, String path, String version, String list)
            throws Exception {
        format = spoken;
        auth = way;
        body = list;
        Probe probe = check(true, "sk-bad", "sk-good");
        assertThat(probe.reason()).isEqualTo("Reachable");
        assertThat(probe.models()).isEqualTo(3);
        assertThat(keysSeen).containsExactly(way.value("sk-bad"), way.value("sk-good"));
        assertThat(pathSeen).isEqualTo(path);
        assertThat(versionSeen).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | Unauthorized | {"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}
            403 | Unauthorized | {"error":{"code":403,"status":"PERMISSION_DENIED"}}
            400 | Reachable    | {"error":{"code":400,"status":"FAILED_PRECONDITION"}}
            """)
    void googleSaysBadRequestToABadKey(int answer, String reason, String error) throws Exception {
        format = WireFormat.GEMINI;
        auth = Auth.X_GOOG_API_KEY;
        refusal = answer;
        body = error;
        Probe probe = check(true, "sk-bad");
        assertThat(probe.reason()).isEqualTo(reason);
        assertThat(probe.reachable()).isEqualTo(reason.equals("Reachable"));
        assertThat(probe.message()).doesNotContain("sk-");
    }

    @Test
    void theSecondCredentialMayBeGood() throws Exception {
        assertThat(check(true, "sk-bad", "sk-good").reachable()).isTrue();
    }

    @Test
    void aKeyThatNoHeaderCarriesIsNotShown() throws Exception {
        Probe probe = check(true, "sk-with\nline break");
        assertThat(probe.reason()).isEqualTo("Unauthorized");
        assertThat(probe.message()).doesNotContain("sk-with");
        assertThat(keysSeen).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        status = 302;
        check(true, "sk-good");
        assertThat(keysSeen).hasSize(1);
    }

    @Test
    void whatIsNotAListIsStillAnAnswer() throws Exception {
        body = "<html>";
        Probe probe = check(true, "sk-good");
        assertThat(probe.reachable()).isTrue();
        assertThat(probe.models()).isNull();
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        body = "x".repeat(6 * 1024 * 1024);
        assertThat(check(true, "sk-good").reachable()).isTrue();
    }

    @Test
    void nobodyThere() throws Exception {
        api.stop(0);
        Probe probe = check(true, "sk-good");
        assertThat(probe.reason()).isEqualTo("Unreachable");
        assertThat(probe.message()).contains("refuses connections");
    }

    @Test
    void thisMachineIsNotCalledUnlessAllowed() throws Exception {
        Probe probe = check(false, "sk-good");
        assertThat(probe.reason()).isEqualTo("AddressRefused");
        assertThat(keysSeen).isEmpty();
    }

    private Probe check(boolean allowLoopback, String... keys) throws Exception {
        Map<String, String> secrets = new java.util.HashMap<>();
        List<String> ids = new java.util.ArrayList<>();
        for (String key : keys) {
            ids.add("id-" + ids.size());
            secrets.put(ids.get(ids.size() - 1), key);
        }
        String url = "http://127.0.0.1:" + api.getAddress().getPort() + (format == WireFormat.OPENAI ? "/v1" : "");
        Upstream upstream = new Upstream(
                "provider/default/x",
                "x",
                "",
                1,
                format,
                "x",
                url,
                auth,
                null,
                ids,
                Map.of("x-team", "a"),
                null,
                null,
                null);
        return new ConnectionCheck(new AddressGuard(allowLoopback, API_SERVER), threads)
                .run(upstream, secrets)
                .get(10, TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String key = exchange.getRequestHeaders().getFirst(auth.header());
            keysSeen.add(key);
            pathSeen = exchange.getRequestURI().toString();
            versionSeen = exchange.getRequestHeaders().getFirst("anthropic-version");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (status == 302) {
                exchange.getResponseHeaders()
                        .set("Location", "http://127.0.0.1:" + api.getAddress().getPort() + "/v1/models");
            }
            exchange.sendResponseHeaders(auth.value(goodKey).equals(key) ? status : refusal, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
