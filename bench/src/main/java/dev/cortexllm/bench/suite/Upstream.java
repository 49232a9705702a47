package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.upstream.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;

/**
 * A running simulated provider.
 *
 * @param port its port
 * @param child its process
 */
public record Upstream(int port, Child child) {
    /** From now on something is wrong with it, or nothing is. */
    public void set(Fault fault) {
        URI uri = URI.create(
                "http://127.0.0.1:" + port + "/control/" + fault.name().toLowerCase(Locale.ROOT));
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
