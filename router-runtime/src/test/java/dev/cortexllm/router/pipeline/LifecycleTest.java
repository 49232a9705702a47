package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.RouterMain;
import dev.cortexllm.router.RouterOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outlives a single request: disconnects, back pressure, reloads, stopping. */
class LifecycleTest {
    private final Vertx vertx = Vertx.vertx();
    private FakeUpstream cloud;
    private TestRouter router;

    @BeforeEach
    void start() {
        cloud = new FakeUpstream(vertx);
        router = new TestRouter();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @Test
    void not_ready_before_the_first_configuration() throws Exception {
        assertThat(router.admin("/readyz").statusCode()).isEqualTo(503);
        assertThat(router.send("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(router.admin("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = router.post(TestRouter.PLAIN);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();

        router.serve(new Configs().provider("cloud", cloud.url()));

        assertThat(router.admin("/readyz").body())
                .contains("\"ready\":true")
                .contains("\"config\":\"" + router.router().parts().status().servedHash());
    }

    @Test
    void a_client_that_leaves_cancels_the_upstream() throws Exception {
        cloud.then(stall(role(), content("a")));
        router.serve(new Configs().provider("cloud", cloud.url()));

        try (Socket socket = RawClient.open(router.port(), TestRouter.STREAM)) {
            RawClient.readUntil(socket, "\"content\":\"a\"");
            assertThat(inFlight()).isEqualTo(1);
        }

        assertThat(cloud.sawClose()).isTrue();
        awaitIdle();
    }

    @Test
    void a_client_that_leaves_before_any_answer_cancels_the_upstream() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        cloud.then(request -> asked.countDown());
        router.serve(new Configs().provider("cloud", cloud.url()));

        try (Socket socket = RawClient.open(router.port(), TestRouter.PLAIN)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(socket.isConnected()).isTrue();
        }

        assertThat(cloud.sawClose()).isTrue();
        awaitIdle();
    }

    @Test
    void a_slow_client_slows_the_upstream_down() throws Exception {
        AtomicLong accepted = new AtomicLong();
        CountDownLatch full = new CountDownLatch(1);
        String piece = content("x".repeat(60_000));
        int pieces = 2_000;
        cloud.then(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream");
            response.write(role());
            pump(response, piece, pieces, accepted, full);
        });
        router.serve(new Configs().provider("cloud", cloud.url()));

        try (Socket socket = RawClient.open(router.port(), TestRouter.STREAM)) {
            assertThat(full.await(20, TimeUnit.SECONDS))
                    .as("the upstream was stopped")
                    .isTrue();
            assertThat(accepted.get()).isLessThan(pieces / 2);
            drainAll(socket.getInputStream());
        }
        assertThat(accepted.get()).isEqualTo(pieces);
    }

    /** Writes as long as it may; says so when it first may not, and half a second later still may not. */
    private void pump(HttpServerResponse to, String piece, int pieces, AtomicLong accepted, CountDownLatch full) {
        while (accepted.get() < pieces) {
            if (to.writeQueueFull()) {
                long before = accepted.get();
                vertx.setTimer(500, id -> {
                    if (accepted.get() == before) {
                        full.countDown();
                    }
                });
                to.drainHandler(drained -> pump(to, piece, pieces, accepted, full));
                return;
            }
            accepted.incrementAndGet();
            to.write(piece);
        }
        to.write(finish());
        to.end(Buffer.buffer(done()));
    }

    private static void drainAll(InputStream in) throws Exception {
        byte[] buffer = new byte[1 << 16];
        String tail = "";
        while (!tail.contains("[DONE]")) {
            int read = in.read(buffer);
            assertThat(read).isPositive();
            int from = Math.max(0, read - 64);
            tail = (tail + new String(buffer, from, read - from, java.nio.charset.StandardCharsets.US_ASCII));
            tail = tail.substring(Math.max(0, tail.length() - 64));
        }
    }

    @Test
    void reloads_under_load_fail_no_request() throws Exception {
        FakeUpstream other = new FakeUpstream(vertx);
        Configs one = new Configs().provider("cloud", cloud.url());
        Configs two = new Configs().provider("other", other.url()).maxRequestBytes(5_000_000);
        router.serve(one);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 20; i++) {
                answers.add(router.postLater(TestRouter.PLAIN));
            }
            router.serve(round % 2 == 0 ? two : one);
        }

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(other.seen()).isNotEmpty();
        assertThat(cloud.seen()).isNotEmpty();
        awaitIdle();
    }

    @Test
    void a_configuration_that_cannot_be_served_leaves_the_last_one() throws Exception {
        router.serve(new Configs().provider("cloud", cloud.url()));
        String served = router.router().parts().status().servedHash();

        CountDownLatch news = new CountDownLatch(1);
        router.router().parts().signals().onNews(news::countDown);
        router.sink().offer(new Configs().provider("cloud", "ftp://nowhere").bundle());

        assertThat(news.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(router.router().parts().status().servedHash()).isEqualTo(served);
        assertThat(router.router().parts().status().problem()).contains("'ftp://nowhere' is not an http or https URL");
        assertThat(router.post(TestRouter.PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void a_running_answer_finishes_while_the_router_stops() throws Exception {
        CompletableFuture<HttpServerResponse> begun = new CompletableFuture<>();
        cloud.then(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream");
            response.write(role() + content("a"));
            begun.complete(response);
        });
        router.serve(new Configs().provider("cloud", cloud.url()));

        try (Socket socket = RawClient.open(router.port(), TestRouter.STREAM)) {
            RawClient.readUntil(socket, "\"content\":\"a\"");
            var stopped = router.router().stop();
            assertThat(router.router().parts().status().ready()).isFalse();
            begun.get(10, TimeUnit.SECONDS).end(finish() + done());
            RawClient.readUntil(socket, "[DONE]");
            FakeUpstream.await(stopped);
        }
    }

    @Test
    void nothing_available_is_503_with_retry_after_and_counts_as_demand() throws Exception {
        router.serve(new Configs().deployment("cold", 4));
        CompletableFuture<Integer> unmet = new CompletableFuture<>();
        router.router()
                .parts()
                .signals()
                .onNews(() -> unmet.complete(router.router()
                        .parts()
                        .states()
                        .upstream("deployment/ns/cold")
                        .unmet()
                        .get()));

        HttpResponse<String> answer = router.post(TestRouter.PLAIN);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(answer.body()).contains("no_target_available").contains("no endpoint of its targets is ready");
        assertThat(unmet.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(router.router()
                        .parts()
                        .states()
                        .upstream("deployment/ns/cold")
                        .unmet())
                .hasValue(0);
    }

    private int inFlight() {
        return router.router().parts().meters().inFlight().get();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_port_in_use_is_told_and_nothing_is_left_running(boolean admin) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            RouterOptions options = RouterOptions.of(parts -> {
                throw new AssertionError("must not come so far");
            });
            RouterOptions clashing =
                    admin ? options.withAdmin("127.0.0.1", port) : options.withListen("127.0.0.1", port);

            assertThat(RouterMain.start(clashing).toCompletionStage())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining((admin ? "probes" : "traffic") + " on 127.0.0.1:" + port);
        }
    }

    private void awaitIdle() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (inFlight() != 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(inFlight()).isZero();
        assertThat(router.router().parts().states().upstreams())
                .allSatisfy(upstream -> assertThat(upstream.inFlight()).isZero());
    }
}
