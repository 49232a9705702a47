package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.router.cli.CortexCommand;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that ask for streams and stop reading, of an upstream that sends without end: they keep their upstream waiting, and neither
 * the router's memory nor anybody else. With half a megabyte for each of them, its heap would not do.
 */
class StalledClientsIT {
    private static final int CLIENTS = 200;
    private static final String HEAP = "-Xmx48m";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern SERVING = Pattern.compile("serving on http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("n(\\d+)\\.");
    private static final int EVENTS_AT_ONCE = 64;
    private static final int READ_ON = 4 * 1024 * 1024;
    private static final String PLAIN = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
            "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""";
    private static final String CONFIG = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMProvider
            metadata: {name: endless}
            spec:
              format: OpenAI
              baseUrl: http://127.0.0.1:%d/v1
              models: [{name: m}]
            ---
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: m}
            spec:
              models: [m]
              targets: [{name: endless, providerRef: {name: endless}, model: m}]
            """;

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> clients = new ArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();

    @TempDir
    private Path folder;

    private Process router;
    private Path log;
    private int port;

    @BeforeEach
    void start() throws Exception {
        HttpServer upstream = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(32 * 1024))
                .requestHandler(this::answer);
        FakeUpstream.await(upstream.listen(0, "127.0.0.1"));
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("resources.yaml"), CONFIG.formatted(upstream.actualPort()));
        log = folder.resolve("router.log");
        router = new ProcessBuilder(command(config))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        port = await().atMost(PATIENCE).until(this::serving, found -> found > 0);
    }

    private List<String> command(Path config) {
        String tests = System.getProperty("surefire.test.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", HEAP));
        command.addAll(List.of("-cp", tests == null ? System.getProperty("java.class.path") : tests));
        command.addAll(List.of(CortexCommand.class.getName(), "run", config.toString()));
        command.addAll(List.of("--port", "0", "--admin-port", "0", "--event-loops", "1"));
        command.addAll(List.of("--state-dir", folder.resolve("state").toString()));
        return command;
    }

    private int serving() throws IOException {
        assertThat(router.isAlive()).as("the router goes on: %s", said()).isTrue();
        Matcher matcher = SERVING.matcher(said());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        if (router != null) {
            router.destroyForcibly().waitFor();
        }
        FakeUpstream.await(vertx.close());
    }

    @Test
    void keep_their_upstream_waiting_and_nobody_else() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(stalled());
        }
        await().atMost(PATIENCE).until(begun::get, all -> all == CLIENTS);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(sent::get, new Still());

        HttpResponse<String> other = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofString(body(false)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(other.statusCode()).as(other.body()).isEqualTo(200);
        assertThat(readOn(clients.get(0))).as("events of one that reads on").isGreaterThan(1_000);
        assertThat(router.isAlive()).isTrue();
        assertThat(said()).doesNotContain("OutOfMemoryError", "ERROR");
    }

    private Socket stalled() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String body = body(true);
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads more than can be on the way; every event must be there, in its order. */
    private static int readOn(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        InputStream in = socket.getInputStream();
        Matcher matcher = NUMBER.matcher(new String(in.readNBytes(READ_ON), StandardCharsets.US_ASCII));
        int next = 0;
        while (matcher.find()) {
            // The size of a chunk may stand between two digits: such a number is passed over, and so is the cut at the
            // end.
            int number = Integer.parseInt(matcher.group(1));
            assertThat(number).isBetween(next, next + 1);
            next = number + 1;
        }
        return next;
    }

    private static String body(boolean stream) {
        return "{\"model\":\"m\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            HttpServerResponse response = request.response();
            if (body.toString().contains("\"stream\":true")) {
                begun.incrementAndGet();
                response.putHeader("content-type", "text/event-stream").setChunked(true);
                AtomicInteger number = new AtomicInteger();
                response.exceptionHandler(gone -> {});
                response.drainHandler(on -> pour(response, number));
                pour(response, number);
            } else {
                response.putHeader("content-type", "application/json").end(PLAIN);
            }
        });
    }

    private void pour(HttpServerResponse response, AtomicInteger number) {
        while (!response.closed() && !response.writeQueueFull()) {
            StringBuilder events = new StringBuilder();
            for (int i = 0; i < EVENTS_AT_ONCE; i++) {
                events.append("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",")
                        .append("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"n")
                        .append(number.getAndIncrement())
                        .append(".\"},\"finish_reason\":null}]}\n\n");
            }
            sent.addAndGet(events.length());
            response.write(events.toString());
        }
    }

    private String said() throws IOException {
        return Files.readString(log);
    }

    /** Whether a number is the same as a second ago. */
    private static final class Still implements java.util.function.Predicate<Long> {
        private long last = -1;

        @Override
        public boolean test(Long now) {
            boolean still = now == last;
            last = now;
            return still;
        }
    }
}
