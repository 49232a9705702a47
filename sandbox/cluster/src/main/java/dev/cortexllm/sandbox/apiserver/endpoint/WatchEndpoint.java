package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.FieldSelector;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.store.Subscription;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches: a stream of events, one JSON object a line, until the timeout or until the client leaves. */
final class WatchEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(WatchEndpoint.class);
    private static final long DEFAULT_TIMEOUT_SECONDS = 1_800;
    // a client that left is only noticed by writing to it, so idle streams get a bookmark or an empty line
    private static final long IDLE_MILLIS = 15_000;
    private final Resources resources;
    private final Rendering rendering;

    WatchEndpoint(Resources resources, Rendering rendering) {
        this.resources = resources;
        this.rendering = rendering;
    }

    private record Start(List<ObjectNode> items, long revision, Subscription subscription) {}

    void stream(Request request, ResourceType type, ResourcePath path) throws IOException {
        String name = path.name().isEmpty() ? "" : "metadata.name=" + path.name();
        Predicate<JsonNode> filter = ResourceEndpoint.filter(request).and(FieldSelector.parse(name));
        HttpExchange exchange = request.exchange();
        exchange.getRequestBody().readAllBytes();
        try {
            Start start = start(request, type, path.namespace());
            try (Subscription subscription = start.subscription()) {
                OutputStream out = open(exchange);
                WatchWriter writer = new WatchWriter(request, type, filter, rendering, out);
                writer.initial(start.items(), start.revision());
                run(request, writer, subscription);
            }
        } catch (ApiError e) {
            OutputStream out = open(exchange);
            Json.MAPPER.writeValue(out, Json.object().put("type", "ERROR").set("object", e.status()));
        } catch (IOException e) {
            LOG.debug("watch of {} ended: {}", type.resource(), e.getMessage());
        }
    }

    private static OutputStream open(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        return out;
    }

    private Start start(Request request, ResourceType type, String namespace) {
        Store store = resources.store();
        Predicate<Key> interest = key ->
                key.resource().equals(type.storage()) && (namespace.isEmpty() || namespace.equals(key.namespace()));
        String since = request.query("resourceVersion");
        boolean initial = request.flag("sendInitialEvents");
        if (initial && !request.query("resourceVersionMatch").equals("NotOlderThan")) {
            throw ApiError.badRequest("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        if (!initial && !since.isEmpty() && !since.equals("0")) {
            long revision = request.number("resourceVersion", 0);
            return new Start(List.of(), revision, store.subscribeAfter(revision, interest));
        }
        return store.locked(() -> {
            Store.Snapshot snapshot = store.list(type.storage(), namespace);
            boolean wanted = initial || request.query("sendInitialEvents").isEmpty();
            return new Start(wanted ? snapshot.items() : List.of(), snapshot.revision(), store.subscribe(interest));
        });
    }

    private void run(Request request, WatchWriter writer, Subscription subscription) throws IOException {
        long timeout = request.number("timeoutSeconds", DEFAULT_TIMEOUT_SECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        try {
            for (long left = timeout * 1000; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                Optional<Change> change = subscription.next(Math.min(left, IDLE_MILLIS));
                if (change.isPresent()) {
                    writer.change(change.get());
                } else if (subscription.closed()) {
                    return;
                } else {
                    writer.idle();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
