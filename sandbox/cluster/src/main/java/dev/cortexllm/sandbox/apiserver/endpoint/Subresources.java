package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Answer;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.Scale;
import dev.cortexllm.sandbox.apiserver.resource.Versions;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Writer.Written;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** status, scale, and the verbs in disguise: binding, eviction, token, finalize. */
final class Subresources {
    private final Resources resources;
    private final Tokens tokens;
    private final PatchEndpoint patches;
    private final Evictions evictions;

    Subresources(Resources resources, Tokens tokens, PatchEndpoint patches) {
        this.resources = resources;
        this.tokens = tokens;
        this.patches = patches;
        this.evictions = new Evictions(resources);
    }

    Answer handle(Request request, ResourceType type, ResourcePath path) throws IOException {
        if (!type.has(path.subresource())) {
            throw ApiError.noSuchPath();
        }
        Key key = type.key(path.namespace(), path.name());
        return switch (path.subresource()) {
            case "status" -> part(request, type, key, "status");
            case "finalize" -> part(request, type, key, "");
            case "scale" -> scale(request, type, key);
            case "binding" -> bind(request, type, key);
            case "eviction" -> evict(request, type, key);
            case "token" -> Answer.of(201, tokens.issue(type, key, request.objectBody()));
            default -> throw ApiError.noSuchPath();
        };
    }

    private Answer part(Request request, ResourceType type, Key key, String subresource) throws IOException {
        ObjectNode object =
                switch (request.method()) {
                    case "GET" -> resources.reader().get(type, key);
                    case "PUT" -> {
                        ObjectNode body = request.objectBody();
                        yield resources
                                .writer()
                                .update(type, key, old -> body, request.writeOptions(subresource))
                                .object();
                    }
                    case "PATCH" ->
                        patches.patch(request, type, key, subresource).object();
                    default -> throw ApiError.methodNotAllowed();
                };
        return Answer.ok(Versions.present(type, object));
    }

    private Answer scale(Request request, ResourceType type, Key key) throws IOException {
        Scale scale = Scale.of(type);
        if (request.method().equals("GET")) {
            return Answer.ok(scale.read(resources.reader().get(type, key)));
        }
        WriteOptions options = request.writeOptions("scale");
        JsonNode body = request.body();
        UnaryOperator<ObjectNode> change =
                switch (request.method()) {
                    case "PUT" -> old -> scale.write(old, (ObjectNode) body);
                    case "PATCH" ->
                        old -> scale.write(
                                old, PatchEndpoint.change(request, type, body).apply(scale.read(old)));
                    default -> throw ApiError.methodNotAllowed();
                };
        Written written = resources.writer().update(type, key, change, options);
        return Answer.ok(scale.read(written.object()));
    }

    private Answer bind(Request request, ResourceType type, Key key) throws IOException {
        String node = Json.text(request.objectBody(), "target", "name");
        WriteOptions options = request.writeOptions("binding");
        resources
                .writer()
                .update(
                        type,
                        key,
                        pod -> {
                            if (!Json.text(pod, "spec", "nodeName").isEmpty()) {
                                throw ApiError.conflict(
                                        "",
                                        "pods/binding",
                                        key.name(),
                                        "pod " + key.name() + " is already assigned to node \""
                                                + Json.text(pod, "spec", "nodeName") + "\"");
                            }
                            Json.child(pod, "spec").put("nodeName", node);
                            return pod;
                        },
                        options);
        resources.writer().update(type, key, this::scheduled, options.through("status"));
        return Answer.of(201, success());
    }

    private ObjectNode scheduled(ObjectNode pod) {
        ObjectNode status = Json.child(pod, "status");
        ArrayNode conditions = Json.array();
        Json.elements(status.path("conditions")).stream()
                .filter(c -> !Json.text(c, "type").equals("PodScheduled"))
                .forEach(conditions::add);
        conditions
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .put("lastTransitionTime", Meta.time(resources.clock().instant()));
        status.set("conditions", conditions);
        return pod;
    }

    private Answer evict(Request request, ResourceType type, Key key) throws IOException {
        ObjectNode body = request.objectBody();
        DeleteOptions options = DeleteOptions.read(
                body.path("deleteOptions"), request.query("dryRun").equals("All"));
        evictions.evict(type, key, options);
        return Answer.of(201, success());
    }

    private static ObjectNode success() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", "Success").put("code", 201);
    }
}
