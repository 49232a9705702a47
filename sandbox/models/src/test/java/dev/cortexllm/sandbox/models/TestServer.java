package dev.cortexllm.sandbox.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.sandbox.models.server.ModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A real server on a free port, without waiting times unless asked for, and a client to talk to it. */
final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(ModelServer server) {
        this.server = server;
    }

    static TestServer start(String flags) {
        List<String> line = new ArrayList<>(List.of(flags.split(" ")));
        int flag = (int) line.stream().takeWhile(word -> !word.startsWith("--")).count();
        line.addAll(flag, List.of("--port", "0", "--time-to-first-token", "0", "--time-per-token", "0"));
        return new TestServer(ModelServer.start(Arguments.parse(line, Map.of()).options()));
    }

    ModelServer server() {
        return server;
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return sendNow("POST", path, body, headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return sendNow("GET", path, "", headers);
    }

    HttpResponse<String> sendNow(String method, String path, String body, String... headers) {
        try {
            return client.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body, String... headers) {
        return client.sendAsync(request("POST", path, body, headers), BodyHandlers.ofString());
    }

    /** Returns as soon as the headers are there; closing the stream closes the connection. */
    InputStream open(String path, String body) throws IOException, InterruptedException {
        return client.send(request("POST", path, body), BodyHandlers.ofInputStream())
                .body();
    }

    /** Every byte the server sends before it closes; Java's own client forgets what it had when a connection breaks. */
    String raw(String path, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    JsonNode sim(String what) {
        return json(get("/__sim/" + what).body());
    }

    JsonNode stats() {
        return sim("stats");
    }

    /** Puts one fault rule in force, written with single quotes. */
    void fault(String rule) {
        HttpResponse<String> answer = sendNow("PUT", "/__sim/faults", quoted("[" + rule + "]"));
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(answer.body());
        }
    }

    /** Waits until the stats say so. */
    void await(String field, long value) throws InterruptedException {
        awaitTrue(() -> stats().get(field).asLong() == value);
    }

    /** Waits until it is so. */
    void awaitTrue(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true; stats are " + stats());
            }
            Thread.sleep(2);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** JSON with single quotes is easier to read in Java. */
    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    /** The data lines of a stream of server-sent events. */
    static List<String> data(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Override
    public void close() {
        server.close();
    }
}
