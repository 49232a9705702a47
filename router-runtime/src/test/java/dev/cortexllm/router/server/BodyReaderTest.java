package dev.cortexllm.router.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.outcome.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    /** A client that never sends anything is as slow as one that stops. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{"})
    void a_body_that_does_not_come_is_refused_and_the_connection_ends(String sent) throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Outcome> why = new CompletableFuture<>();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> BodyReader.read(vertx, request, 1_000, 100, body -> {}, refused -> {
                        why.complete(refused);
                        request.response().end();
                    }))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(untilClosed(server.actualPort(), sent)).contains("connection: close");
            assertThat(why).isCompletedWithValueMatching(Outcome.BodyTooSlow.class::isInstance);
        } finally {
            vertx.close();
        }
    }

    private static String untilClosed(int port, String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = "POST / HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\n" + sent;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
