package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.cortexllm.router.RouterOptions;
import io.vertx.core.Vertx;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is told what on the admin port. Whoever comes by an address of the network is another machine. */
class AdminPortTest {
    private static final String KEY = "admin-0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private FakeUpstream cloud;
    private String network;

    @BeforeEach
    void start() throws Exception {
        network = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(null);
        assumeTrue(network != null, "this machine has no address but the loopback one");
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
    }

    @AfterEach
    void stop() {
        if (vertx != null) {
            FakeUpstream.await(vertx.close());
        }
    }

    private TestRouter open(UnaryOperator<RouterOptions> options, Configs configs) throws Exception {
        TestRouter router = new TestRouter(1, given -> options.apply(given.withAdmin("0.0.0.0", 0)));
        return router.serve(configs.provider("cloud", cloud.url()));
    }

    private HttpResponse<String> get(TestRouter router, String host, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://" + host + ":" + router.router().adminPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void without_a_key_other_machines_are_told_nothing_but_whether_it_lives() throws Exception {
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        Logger log = (Logger) LoggerFactory.getLogger("dev.cortexllm.router.Exposure");
        log.addAppender(told);
        try (TestRouter router = open(options -> options, new Configs())) {
            assertThat(told.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            "the admin port on 0.0.0.0 tells other machines only whether this one lives and serves: no admin"
                                    + " key is configured.");
            router.serve(new Configs().maxAttempts(2).provider("cloud", cloud.url()));
            assertThat(told.list).as("said once").hasSize(1);
            assertThat(get(router, network, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(router, network, "/readyz").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = get(router, network, "/metrics", "authorization", "Bearer ");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .isEqualTo(
                            "From another machine or a web page only /healthz and /readyz are served here, until an admin key is"
                                    + " configured.\n");
            for (String path : List.of("/anything", "/statistics", "/ledger.csv")) {
                assertThat(get(router, network, path).statusCode()).as(path).isEqualTo(401);
            }
            HttpRequest reset = HttpRequest.newBuilder(URI.create(
                            "http://" + network + ":" + router.router().adminPort() + "/statistics/reset"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(reset, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            assertThat(get(router, "127.0.0.1", "/metrics").body()).contains("cortex_llm_in_flight");
        } finally {
            log.detachAppender(told);
        }
    }

    @Test
    void the_configurations_key_opens_it_and_changes_with_it() throws Exception {
        try (TestRouter router = open(options -> options, new Configs().adminKey(KEY))) {
            assertThat(get(router, network, "/metrics", "authorization", "Bearer " + KEY)
                            .body())
                    .contains("cortex_llm_in_flight");
            HttpResponse<String> wrong = get(router, network, "/metrics", "authorization", "Bearer " + KEY + "x");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(get(router, network, "/metrics", "authorization", KEY).statusCode())
                    .isEqualTo(401);
            assertThat(get(router, network, "/metrics").body()).contains("needs the admin key");
            assertThat(get(router, "127.0.0.1", "/metrics").statusCode()).isEqualTo(200);

            router.serve(new Configs().adminKey("another-0123456789").provider("cloud", cloud.url()));
            assertThat(get(router, network, "/metrics", "authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_page_in_a_browser_of_this_machine_is_told_nothing_more() throws Exception {
        try (TestRouter router = open(options -> options, new Configs())) {
            assertThat(get(router, "localhost", "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(router, "127.0.0.1", "/metrics", "origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(RawClient.status(
                            router.router().adminPort(), "GET /metrics HTTP/1.1\r\nhost: rebound.example\r\n\r\n"))
                    .isEqualTo(401);
        }
    }

    @Test
    void a_client_key_is_no_admin_key() throws Exception {
        try (TestRouter router =
                open(options -> options, new Configs().adminKey(KEY).client("alice", "sk-alice-0123456789", null))) {
            assertThat(get(router, network, "/metrics", "authorization", "Bearer sk-alice-0123456789")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(router.post(TestRouter.PLAIN, "authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_file_with_a_key_is_read_anew(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("key"), KEY + "\n");
        try (TestRouter router = open(options -> options.withAdminKey(null, file), new Configs())) {
            assertThat(get(router, network, "/metrics", "authorization", "Bearer " + KEY)
                            .statusCode())
                    .isEqualTo(200);
            Files.writeString(file, "short");
            assertThat(get(router, network, "/metrics", "authorization", "Bearer short")
                            .statusCode())
                    .isEqualTo(401);
            Files.writeString(file, "another-0123456789");
            assertThat(get(router, network, "/metrics", "authorization", "Bearer another-0123456789")
                            .statusCode())
                    .isEqualTo(200);
            Files.delete(file);
            assertThat(get(router, network, "/metrics", "authorization", "Bearer another-0123456789")
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
