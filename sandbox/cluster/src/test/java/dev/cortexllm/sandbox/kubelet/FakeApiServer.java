package dev.cortexllm.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The least that a kubelet needs of an API server, in memory: create, read, list, update, merge patch, delete with grace, watch,
 * bindings and tokens. It checks resource versions and uids as the real one does.
 */
final class FakeApiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<FakeWatch> watches = new ArrayList<>();
    private final List<Change> history = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private long version = 1;
    private long tokenSeconds = 3600;
    private int tokens;

    FakeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withAutoConfigure(false)
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withNamespace("default")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** Lifetime of the tokens handed out from now on. */
    synchronized void tokenSeconds(long seconds) {
        tokenSeconds = seconds;
    }

    /** Method and path of every write so far. */
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        FakePath path = FakePath.of(exchange.getRequestURI());
        if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
            // "no websockets here": the client then watches by plain HTTP
            reply(exchange, 503, failure(503, "Unavailable"));
        } else if (path.watch()) {
            watch(exchange, path);
        } else {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            FakeReply reply = answer(exchange.getRequestMethod(), path, body);
            reply(exchange, reply.code(), reply.body());
        }
    }

    private record Change(long version, String key, ObjectNode event) {}

    private record FakeReply(int code, JsonNode body) {}

    private synchronized FakeReply answer(String method, FakePath path, JsonNode body) {
        if (!method.equals("GET")) {
            writes.add(method + " " + path.key() + (path.subresource().isEmpty() ? "" : "/" + path.subresource()));
        }
        if (method.equals("POST")) {
            return post(path, body);
        }
        if (method.equals("GET") && path.name().isEmpty()) {
            return new FakeReply(200, list(path));
        }
        ObjectNode object = objects.get(path.key());
        if (object == null) {
            return new FakeReply(404, failure(404, "NotFound"));
        }
        return switch (method) {
            case "GET" -> new FakeReply(200, object);
            case "PUT" -> change(path, object, (ObjectNode) body);
            case "PATCH" -> change(path, object, merge(object.deepCopy(), body, path.subresource()));
            case "DELETE" -> delete(path, object, body);
            default -> new FakeReply(405, failure(405, "MethodNotAllowed"));
        };
    }

    private FakeReply post(FakePath path, JsonNode body) {
        if (path.subresource().equals("binding")) {
            ObjectNode pod = objects.get(path.key()).deepCopy();
            ((ObjectNode) pod.get("spec"))
                    .put("nodeName", body.at("/target/name").asText());
            return new FakeReply(201, store(path.key(), pod, "MODIFIED"));
        }
        if (path.subresource().equals("token")) {
            ObjectNode request = body.deepCopy();
            request.putObject("status")
                    .put("token", "token-" + ++tokens)
                    .put(
                            "expirationTimestamp",
                            Instant.now().plusSeconds(tokenSeconds).toString());
            return new FakeReply(201, request);
        }
        ObjectNode object = body.deepCopy();
        String key = path.key() + object.at("/metadata/name").asText();
        if (objects.containsKey(key)) {
            return new FakeReply(409, failure(409, "AlreadyExists"));
        }
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now());
        if (!path.namespace().isEmpty()) {
            metadata.put("namespace", path.namespace());
        }
        return new FakeReply(201, store(key, object, "ADDED"));
    }

    private FakeReply change(FakePath path, ObjectNode before, ObjectNode after) {
        for (String field : List.of("uid", "resourceVersion")) {
            JsonNode given = after.at("/metadata/" + field);
            if (!given.isMissingNode() && !given.isNull() && !given.equals(before.at("/metadata/" + field))) {
                return new FakeReply(409, failure(409, "Conflict"));
            }
        }
        for (String field : List.of("uid", "namespace", "creationTimestamp")) {
            if (before.get("metadata").has(field)) {
                ((ObjectNode) after.get("metadata"))
                        .set(field, before.get("metadata").get(field));
            }
        }
        return new FakeReply(200, store(path.key(), after, "MODIFIED"));
    }

    private FakeReply delete(FakePath path, ObjectNode object, JsonNode options) {
        JsonNode uid = options.at("/preconditions/uid");
        if (uid.isTextual() && !uid.equals(object.at("/metadata/uid"))) {
            return new FakeReply(409, failure(409, "Conflict"));
        }
        long grace = options.path("gracePeriodSeconds")
                .asLong(object.at("/spec/terminationGracePeriodSeconds").asLong(30));
        if (path.resource().equals("pods")
                && grace > 0
                && object.at("/spec/nodeName").isTextual()) {
            ObjectNode leaving = object.deepCopy();
            ((ObjectNode) leaving.get("metadata"))
                    .put("deletionTimestamp", now())
                    .put("deletionGracePeriodSeconds", grace);
            return new FakeReply(200, store(path.key(), leaving, "MODIFIED"));
        }
        objects.remove(path.key());
        ObjectNode last = object.deepCopy();
        ((ObjectNode) last.get("metadata")).put("resourceVersion", Long.toString(++version));
        announce("DELETED", path.key(), last);
        return new FakeReply(200, last);
    }

    private static ObjectNode merge(ObjectNode target, JsonNode patch, String subresource) {
        JsonNode relevant = patch;
        if (!subresource.isEmpty()) {
            ObjectNode only = JSON.createObjectNode();
            only.set(subresource, patch.path(subresource));
            only.set(
                    "metadata",
                    patch.path("metadata").isMissingNode() ? JSON.createObjectNode() : patch.get("metadata"));
            relevant = only;
        }
        mergeInto(target, relevant);
        return target;
    }

    private static void mergeInto(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value.isObject()) {
                if (!(target.get(field.getKey()) instanceof ObjectNode)) {
                    target.putObject(field.getKey());
                }
                mergeInto((ObjectNode) target.get(field.getKey()), value);
            } else {
                target.set(field.getKey(), value);
            }
        });
    }

    private ObjectNode store(String key, ObjectNode object, String event) {
        ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(++version));
        objects.put(key, object);
        announce(event, key, object);
        return object;
    }

    private void announce(String type, String key, ObjectNode object) {
        ObjectNode event = JSON.createObjectNode().put("type", type);
        event.set("object", object.deepCopy());
        history.add(new Change(version, key, event));
        watches.stream().filter(watch -> watch.path().covers(key)).forEach(watch -> watch.events()
                .add(event));
    }

    private ObjectNode list(FakePath path) {
        ObjectNode list = JSON.createObjectNode().put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        var items = list.putArray("items");
        objects.forEach((key, object) -> {
            if (path.covers(key)) {
                items.add(object.deepCopy());
            }
        });
        return list;
    }

    private void watch(HttpExchange exchange, FakePath path) throws IOException {
        FakeWatch watch = new FakeWatch(path);
        synchronized (this) {
            history.stream()
                    .filter(change -> change.version() > path.since() && path.covers(change.key()))
                    .forEach(change -> watch.events().add(change.event()));
            watches.add(watch);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.flush(); // the head, so that the client knows it is being served
            while (true) {
                out.write((watch.events().take() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                watches.remove(watch);
            }
        }
    }

    private static ObjectNode failure(int code, String reason) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("reason", reason)
                .put("code", code);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void reply(HttpExchange exchange, int code, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
