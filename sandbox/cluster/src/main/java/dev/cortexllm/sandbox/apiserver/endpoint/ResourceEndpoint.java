package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.access.Guard;
import dev.cortexllm.sandbox.apiserver.http.Answer;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.http.ResourcePath;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Deletions.Deleted;
import dev.cortexllm.sandbox.apiserver.resource.Reader;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.Versions;
import dev.cortexllm.sandbox.apiserver.resource.Writer.Written;
import dev.cortexllm.sandbox.apiserver.store.FieldSelector;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The verbs on resources: get, list, watch, create, update, patch, delete, deletecollection. */
public final class ResourceEndpoint {
    private static final Set<String> RETURNED_WHEN_GONE =
            Set.of("pods", "services", "serviceaccounts", "persistentvolumeclaims");
    private final Resources resources;
    private final Subresources subresources;
    private final Reviews reviews;
    private final PatchEndpoint patches;
    private final WatchEndpoint watches;
    private final Rendering rendering;

    public ResourceEndpoint(Resources resources, Tokens tokens, Guard guard) {
        this.resources = resources;
        this.patches = new PatchEndpoint(resources);
        this.rendering = new Rendering(resources.clock());
        this.subresources = new Subresources(resources, tokens, patches);
        this.reviews = new Reviews(tokens, guard);
        this.watches = new WatchEndpoint(resources, rendering);
    }

    /** Answers a request; empty when the answer has been streamed already. */
    Optional<Answer> handle(Request request, ResourcePath path) throws IOException {
        ResourceType type = resources
                .types()
                .find(path.group(), path.version(), path.plural())
                .orElseThrow(ApiError::noSuchPath);
        if (type.createOnly()) {
            return Optional.of(Answer.of(201, reviews.answer(type, request)));
        }
        if (!path.subresource().isEmpty()) {
            return Optional.of(subresources.handle(request, type, path));
        }
        boolean watch = request.method().equals("GET") && request.flag("watch");
        if (watch) {
            watches.stream(request, type, path);
            return Optional.empty();
        }
        return Optional.of(path.name().isEmpty() ? collection(request, type, path) : single(request, type, path));
    }

    private Answer collection(Request request, ResourceType type, ResourcePath path) throws IOException {
        return switch (request.method()) {
            case "GET" -> list(request, type, path);
            case "POST" -> {
                Written written = resources
                        .writer()
                        .create(type, path.namespace(), request.objectBody(), request.writeOptions(""));
                yield written(request, type, written);
            }
            case "DELETE" -> deleteCollection(request, type, path);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private Answer single(Request request, ResourceType type, ResourcePath path) throws IOException {
        Key key = type.key(path.namespace(), path.name());
        return switch (request.method()) {
            case "GET" ->
                Answer.ok(rendering.object(request, type, resources.reader().get(type, key)));
            case "PUT" -> {
                ObjectNode body = request.objectBody();
                yield written(
                        request, type, resources.writer().update(type, key, old -> body, request.writeOptions("")));
            }
            case "PATCH" -> written(request, type, patches.patch(request, type, key, ""));
            case "DELETE" -> {
                DeleteOptions options = deleteOptions(request);
                yield deleted(type, resources.deletions().delete(type, key, options));
            }
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private Answer written(Request request, ResourceType type, Written written) {
        JsonNode body = rendering.object(request, type, Versions.present(type, written.object()));
        return Answer.of(written.created() ? 201 : 200, body);
    }

    private Answer list(Request request, ResourceType type, ResourcePath path) {
        Reader.Query query = new Reader.Query(
                path.namespace(), filter(request), (int) request.number("limit", 0), request.query("continue"));
        return Answer.ok(rendering.list(request, type, resources.reader().list(type, query)));
    }

    static Predicate<JsonNode> filter(Request request) {
        return LabelSelector.parse(request.query("labelSelector"))
                .and(FieldSelector.parse(request.query("fieldSelector")));
    }

    private Answer deleteCollection(Request request, ResourceType type, ResourcePath path) throws IOException {
        DeleteOptions options = deleteOptions(request);
        Reader.Query query = new Reader.Query(path.namespace(), filter(request), 0, "");
        Reader.Page page = resources.reader().list(type, query);
        List<ObjectNode> items = new ArrayList<>();
        for (ObjectNode item : page.items()) {
            try {
                items.add(resources
                        .deletions()
                        .delete(type, type.key(item), options)
                        .object());
            } catch (ApiError e) {
                // gone in the meantime: just what was wanted
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        return Answer.ok(rendering.list(request, type, new Reader.Page(items, page.metadata())));
    }

    private static DeleteOptions deleteOptions(Request request) throws IOException {
        ObjectNode body = request.body() instanceof ObjectNode object ? object : Json.object();
        if (!request.query("gracePeriodSeconds").isEmpty()) {
            body.put("gracePeriodSeconds", request.number("gracePeriodSeconds", 0));
        }
        for (String field : List.of("propagationPolicy", "orphanDependents")) {
            if (!request.query(field).isEmpty()) {
                body.put(field, request.query(field));
            }
        }
        return DeleteOptions.read(body, request.query("dryRun").equals("All"));
    }

    private static Answer deleted(ResourceType type, Deleted deleted) {
        ObjectNode object = deleted.object();
        if (!deleted.gone() || RETURNED_WHEN_GONE.contains(type.resource())) {
            return Answer.ok(object);
        }
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details");
        details.put("name", Meta.name(object));
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", Meta.uid(object));
        return Answer.ok(status);
    }
}
