package dev.cortexllm.operator.model;

import dev.cortexllm.load.LoadProgress;
import dev.cortexllm.operator.provider.LimitedBody;
import dev.cortexllm.operator.status.Downloading;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks loaders how far they are while they run, and wakes the reconciler when there is a step to tell. No thread waits for an
 * answer; a loader that does not answer several times in a row is forgotten until the reconciler names it again.
 */
public final class DownloadBoard {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Steps in which the status tells of a download, in percent. */
    private static final int STEP = 5;

    private static final int MOST_FAILURES = 15;
    /** Questions at a time; the rest waits for the next round. */
    private static final int MOST_AT_A_TIME = 64;

    private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();
    private final HttpClient client;
    private final Consumer<ResourceID> wake;
    private final Clock clock;

    /**
     * @param executor runs answers
     * @param wake told whose download has made a step
     * @param clock for when it will be done
     */
    public DownloadBoard(Executor executor, Consumer<ResourceID> wake, Clock clock) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
        this.wake = wake;
        this.clock = clock;
    }

    /** A loader, and what was told of it last. */
    private static final class Entry {
        private final String address;
        private volatile Downloading shown;
        private volatile boolean asked;
        private volatile int failures;

        Entry(String address) {
            this.address = address;
        }
    }

    /**
     * What is known of a running loader; it is asked from now on.
     *
     * @param id the model deployment
     * @param address IP address of the loader's pod
     * @return the last step; empty while it has not answered
     */
    Optional<Downloading> of(ResourceID id, String address) {
        Entry entry = entries.compute(
                id, (same, known) -> known != null && known.address.equals(address) ? known : new Entry(address));
        return Optional.ofNullable(entry.shown);
    }

    /** No loader of this deployment runs. */
    void forget(ResourceID id) {
        entries.remove(id);
    }

    /**
     * Asks all loaders that have answered to the last question; to be called every few seconds.
     *
     * @return done when all of them have answered, or will not
     */
    public CompletableFuture<Void> ask() {
        return CompletableFuture.allOf(entries.entrySet().stream()
                .filter(entry -> !entry.getValue().asked)
                .limit(MOST_AT_A_TIME)
                .map(entry -> ask(entry.getKey(), entry.getValue()))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> ask(ResourceID id, Entry entry) {
        entry.asked = true;
        String host = entry.address.contains(":") ? "[" + entry.address + "]" : entry.address;
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host + ":" + LoadProgress.PORT + LoadProgress.PATH))
                .timeout(PATIENCE)
                .GET()
                .build();
        return client.sendAsync(request, info -> new LimitedBody(LoadProgress.MOST_BYTES))
                .handle((answer, failure) -> {
                    entry.asked = false;
                    read(answer).ifPresentOrElse(now -> answered(id, entry, now), () -> failed(id, entry));
                    return null;
                });
    }

    private static Optional<LoadProgress> read(HttpResponse<byte[]> answer) {
        return answer == null || answer.statusCode() != 200
                ? Optional.empty()
                : LoadProgress.read(new String(answer.body(), StandardCharsets.UTF_8));
    }

    private void failed(ResourceID id, Entry entry) {
        entry.failures++;
        if (entry.failures >= MOST_FAILURES) {
            entries.remove(id, entry);
        }
    }

    private void answered(ResourceID id, Entry entry, LoadProgress now) {
        entry.failures = 0;
        Downloading then = entry.shown;
        if (then == null
                || step(then.progress()) != step(now)
                || then.progress().totalBytes() != now.totalBytes()) {
            entry.shown = new Downloading(now, doneBy(now));
            wake.accept(id);
        }
    }

    private static int step(LoadProgress progress) {
        return progress.percent() / STEP;
    }

    private Optional<Instant> doneBy(LoadProgress now) {
        return now.bytesPerSecond() == 0
                ? Optional.empty()
                : Optional.of(clock.instant()
                        .plusSeconds(Math.max(0, now.totalBytes() - now.bytes()) / now.bytesPerSecond())
                        .plus(1, ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.MINUTES));
    }
}
