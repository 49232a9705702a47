package dev.cortexllm.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An API server that asks nobody who he is. A client library would stand on the class path of the router, whose start is measured
 * with the same one. Safe for any thread.
 */
public final class KubeApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_REFUSAL = 300;

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    KubeApi(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    /**
     * Creates an object.
     *
     * @param folder path of its kind in its namespace
     * @param object JSON
     * @throws IllegalStateException when it is refused
     */
    public void create(String folder, String object) {
        send(HttpRequest.newBuilder(URI.create(url + folder))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(object)));
    }

    /**
     * Applies an object, as {@code kubectl apply --server-side} does.
     *
     * @param path its path
     * @param object JSON
     * @return what it is now
     * @throws IllegalStateException when it is refused
     */
    public JsonNode apply(String path, String object) {
        return send(HttpRequest.newBuilder(URI.create(url + path + "?fieldManager=bench&force=true"))
                .header("content-type", "application/apply-patch+yaml")
                .method("PATCH", BodyPublishers.ofString(object)));
    }

    /** Whether there is something at a path. */
    public boolean has(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding())
                            .statusCode()
                    < FIRST_REFUSAL;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Watches all objects of a kind until the server ends.
     *
     * @param folder path of the kind
     * @param seen gets each as it is and whenever it changes, on a thread of the watch
     */
    public void watch(String folder, Consumer<JsonNode> seen) {
        HttpResponse<Stream<String>> events;
        try {
            events = http.send(
                    HttpRequest.newBuilder(URI.create(url + folder + "?watch=true"))
                            .build(),
                    BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        Thread reader = new Thread(() -> read(events.body(), seen), "watch " + folder);
        reader.setDaemon(true);
        reader.start();
    }

    private static void read(Stream<String> events, Consumer<JsonNode> seen) {
        try {
            events.filter(line -> !line.isBlank())
                    .forEach(line -> seen.accept(json(line).path("object")));
        } catch (UncheckedIOException e) {
            // The server has ended, and with it what is measured.
        }
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_REFUSAL) {
                throw new IllegalStateException("the API server says " + response.body());
            }
            return json(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
