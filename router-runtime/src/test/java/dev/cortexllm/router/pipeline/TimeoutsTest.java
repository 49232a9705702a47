package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.silence;
import static dev.cortexllm.router.pipeline.FakeUpstream.stall;
import static dev.cortexllm.router.pipeline.FakeUpstream.unasked;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each stage of an attempt has a time of its own; where one is short here, every other is long. */
class TimeoutsTest {
    private static final long LONG = 60_000;
    private static final long SHORT = 300;
    private Vertx vertx;
    private TestRouter router;
    private FakeUpstream upstream;
    private long began;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        router = new TestRouter();
        upstream = new FakeUpstream(vertx);
        began = System.nanoTime();
    }

    @AfterEach
    void stop() {
        router.close();
        FakeUpstream.await(vertx.close());
    }

    private void serve(long connect, long firstByte, long idle, long total, String url) throws Exception {
        router.serve(new Configs().timeouts(connect, firstByte, idle, total).provider("slow", url));
    }

    private void wasShort() {
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MILLISECONDS.toNanos(LONG / 2));
    }

    @Test
    void until_a_connection_stands() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(deaf, queue);
            serve(SHORT, LONG, LONG, LONG, "http://127.0.0.1:" + deaf.getLocalPort() + "/v1");

            HttpResponse<String> answer = router.post(TestRouter.PLAIN);

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.body()).contains("upstream_connect");
            wasShort();
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    /** Whoever comes when the queue of those to be accepted is full gets no answer at all. */
    private static void fill(ServerSocket deaf, List<Socket> queue) throws IOException {
        while (true) {
            Socket next = new Socket();
            try {
                next.connect(new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()), 500);
                queue.add(next);
            } catch (SocketTimeoutException full) {
                next.close();
                return;
            }
        }
    }

    @Test
    void until_the_first_content() throws Exception {
        upstream.then(silence(), stall(": wait\n\n", role()));
        serve(LONG, SHORT, LONG, LONG, upstream.url());

        assertThat(router.post(TestRouter.PLAIN).body()).contains("upstream_timeout");
        assertThat(router.post(TestRouter.STREAM).body()).contains("upstream_timeout");
        wasShort();
    }

    @Test
    void between_two_pieces() throws Exception {
        upstream.then(stall(role(), content("a")));
        serve(LONG, LONG, SHORT, LONG, upstream.url());

        assertThat(RawClient.post(router.port(), TestRouter.STREAM).text()).contains("upstream_timeout");
        wasShort();
    }

    @Test
    void for_all_of_it() throws Exception {
        upstream.then(request -> {
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("content-type", "text/event-stream").write(role());
            long timer = vertx.setPeriodic(20, id -> response.write(content("a")));
            response.closeHandler(gone -> vertx.cancelTimer(timer));
        });
        serve(LONG, LONG, LONG, 4 * SHORT, upstream.url());

        assertThat(RawClient.post(router.port(), TestRouter.STREAM).text())
                .contains(unasked(content("a")).strip())
                .contains("upstream_timeout");
        wasShort();
    }
}
