package dev.cortexllm.sandbox.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;

/** JSON merge patch (RFC 7386). */
public final class MergePatch {
    private MergePatch() {}

    /**
     * A patched copy.
     *
     * @throws ApiError 400 when the patch is no object
     */
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        if (!patch.isObject()) {
            throw ApiError.badRequest("a merge patch must be a JSON object");
        }
        return (ObjectNode) merge(object, patch);
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode out = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
        Json.entries(patch).forEach(e -> {
            if (e.getValue().isNull()) {
                out.remove(e.getKey());
            } else {
                out.set(e.getKey(), merge(out.path(e.getKey()), e.getValue()));
            }
        });
        return out;
    }
}
