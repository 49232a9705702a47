package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.Spliced;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.CompositeByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is the body with its changes, however large and however many. */
class SentTest {
    private static final int STEP = 11;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Vertx vertx = Vertx.vertx();
    private volatile byte[] received;
    private HttpClient client;
    private int port;

    @BeforeEach
    void start() throws Exception {
        HttpServer server = done(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    received = body.getBytes();
                    request.response().end();
                }))
                .listen(0, "127.0.0.1"));
        port = server.actualPort();
        client = vertx.createHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        done(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 4_095, 4_096, 5_000, 16_384, 16_385, 32_768, 300_000, 9_000_000})
    void is_the_body_with_its_changes(int size) throws Exception {
        for (int edits : new int[] {0, 1, 2, 31, 32, 33, 200}) {
            Spliced body = spliced(size, edits);
            byte[] before = body.body().clone();

            send(body);

            assertThat(received).as("%d bytes, %d changes", size, edits).isEqualTo(body.bytes());
            assertThat(body.body()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_385, 300_000, 8 << 20, (8 << 20) + 1, 100_000_001})
    void a_large_body_has_pieces_that_fit_behind_the_head_and_not_too_many(int size) {
        CompositeByteBuf pieces = Sent.pieces(Spliced.whole(new byte[size]), size);
        try {
            assertThat(pieces.readableBytes()).isEqualTo(size);
            assertThat(pieces.numComponents()).isBetween(2, 512);
            if (size <= 8 << 20) {
                assertThat(pieces.component(0).readableBytes()).isLessThanOrEqualTo(16_384);
            }
        } finally {
            pieces.release();
        }
        assertThat(pieces.refCnt()).isZero();
    }

    @Test
    void memory_is_given_back_whether_it_is_sent_or_not() throws Exception {
        Spliced body = Spliced.whole(new byte[1 << 20]);
        for (int i = 0; i < 300; i++) {
            send(body);
            HttpClientRequest cut = done(client.request(HttpMethod.POST, port, "127.0.0.1", "/"));
            cut.exceptionHandler(reset -> {}).reset();
            Sent.end(new UpstreamCall("/", Map.of(), body), cut);
            HttpClientRequest twice = done(client.request(HttpMethod.POST, port, "127.0.0.1", "/"));
            twice.end();
            Sent.end(new UpstreamCall("/", Map.of(), body), twice);
            done(twice.response());
        }
        long used = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
        assertThat(used).as("bytes after 900 of a MiB").isLessThan(200L << 20);
    }

    private void send(Spliced body) throws Exception {
        HttpClientRequest request = done(client.request(HttpMethod.POST, port, "127.0.0.1", "/"));
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        Sent.end(new UpstreamCall("/", Map.of(), body), request);
        assertThat(done(request.response()).statusCode()).isEqualTo(200);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Spliced spliced(int size, int count) {
        byte[] body = new byte[size];
        random.nextBytes(body);
        List<Edit> edits = new ArrayList<>();
        for (int i = 0, at = 0; i < count && at + STEP < size; i++, at += STEP) {
            byte[] text = new byte[random.nextInt(0, 9)];
            random.nextBytes(text);
            edits.add(new Edit(at, at + random.nextInt(0, STEP), text));
        }
        return new Spliced(body, edits);
    }
}
