package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.patch.JsonPatch;
import dev.cortexllm.sandbox.apiserver.patch.MergePatch;
import dev.cortexllm.sandbox.apiserver.patch.StrategicMergePatch;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Writer.Written;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** The four sorts of PATCH, told apart by media type. */
final class PatchEndpoint {
    private static final String ACCEPTED = "application/json-patch+json, application/merge-patch+json,"
            + " application/strategic-merge-patch+json, application/apply-patch+yaml";
    private final Resources resources;

    PatchEndpoint(Resources resources) {
        this.resources = resources;
    }

    Written patch(Request request, ResourceType type, Key key, String subresource) throws IOException {
        JsonNode body = request.body();
        WriteOptions options = request.writeOptions(subresource);
        if (request.contentType().startsWith("application/apply-patch")) {
            return apply(request, type, key, body, options);
        }
        return resources.writer().update(type, key, change(request, type, body), options);
    }

    private Written apply(Request request, ResourceType type, Key key, JsonNode body, WriteOptions options) {
        if (request.query("fieldManager").isEmpty()) {
            throw ApiError.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(new ApiError.Cause(
                            "fieldManager", "FieldValueRequired", "Required value: is required for apply patch")));
        }
        if (body instanceof ObjectNode config) {
            return resources.writer().apply(type, key, config, options);
        }
        throw ApiError.badRequest("error decoding YAML: the applied configuration must be one object");
    }

    /** How a patch that is no apply changes an object. */
    static UnaryOperator<ObjectNode> change(Request request, ResourceType type, JsonNode body) {
        return switch (request.contentType()) {
            case "application/json-patch+json" -> old -> JsonPatch.apply(old, body);
            case "application/merge-patch+json" -> old -> MergePatch.apply(old, body);
            case "application/strategic-merge-patch+json" -> strategic(type, body);
            default -> throw ApiError.unsupportedMediaType(ACCEPTED);
        };
    }

    private static UnaryOperator<ObjectNode> strategic(ResourceType type, JsonNode body) {
        if (type.custom().isPresent()) {
            throw ApiError.unsupportedMediaType(
                    "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
        }
        if (body instanceof ObjectNode patch) {
            return old -> StrategicMergePatch.apply(old, patch);
        }
        throw ApiError.badRequest("a strategic merge patch must be a JSON object");
    }
}
