package dev.cortexllm.sandbox.accounting;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Many clients at once; some leave before they have their answer. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private final Routers routers;

    Crowd(Routers routers) {
        this.routers = routers;
    }

    /** Sends all of them at once; each future ends well, whatever becomes of its request. */
    List<CompletableFuture<Told>> send(List<Ask> asks) {
        List<CompletableFuture<Told>> answers = new ArrayList<>(asks.size());
        asks.forEach(ask -> answers.add(send(ask)));
        return answers;
    }

    /** Waits for all that was sent. */
    static List<Told> all(List<CompletableFuture<Told>> answers) {
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Told> send(Ask ask) {
        String router = routers.url(ask.router());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(router + ask.dialect().path()))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .header("anthropic-version", "2023-06-01")
                .header("x-request-id", ask.id())
                .POST(HttpRequest.BodyPublishers.ofString(ask.body()))
                .build();
        AtomicReference<Reading> reading = new AtomicReference<>();
        long began = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, head -> {
            reading.set(new Reading(ask.dialect(), ask.leaveAfterTokens()));
            return reading.get();
        });
        if (ask.leaveAfterMillis() > 0) {
            CompletableFuture.delayedExecutor(ask.leaveAfterMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(() -> answer.cancel(true));
        }
        return answer.handle((response, failure) ->
                told(ask, router, response, reading.get(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)));
    }

    private static Told told(Ask ask, String router, HttpResponse<String> response, Reading reading, long millis) {
        int status = response == null ? 0 : response.statusCode();
        String text = reading == null ? "" : reading.text();
        int tokens = ask.stream() && reading != null ? reading.tokens() : 0;
        return new Told(ask.id(), router, ending(ask, response, reading), status, tokens, millis, text);
    }

    private static Ending ending(Ask ask, HttpResponse<String> response, Reading reading) {
        if (response == null) {
            boolean cancelled = ask.leaveAfterMillis() > 0 || reading != null && reading.left();
            return cancelled ? Ending.LEFT : Ending.BROKEN;
        }
        if (response.statusCode() != 200) {
            return Ending.REFUSED;
        }
        if (!ask.stream() || reading.text().contains(ask.dialect().end())) {
            return Ending.WHOLE;
        }
        return reading.text().contains("\"error\"") ? Ending.REFUSED : Ending.BROKEN;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
