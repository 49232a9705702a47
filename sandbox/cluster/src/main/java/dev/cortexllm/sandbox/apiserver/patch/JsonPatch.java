package dev.cortexllm.sandbox.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.ArrayList;
import java.util.List;

/** JSON patch (RFC 6902). */
public final class JsonPatch {
    private JsonPatch() {}

    /**
     * A patched copy.
     *
     * @throws ApiError 400 for a malformed patch, 422 for one that does not fit the object
     */
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiError.badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }
        ObjectNode copy = object.deepCopy();
        patch.forEach(operation -> step(copy, operation));
        return copy;
    }

    private static void step(ObjectNode root, JsonNode operation) {
        String path = Json.text(operation, "path");
        JsonNode value = operation.path("value");
        switch (Json.text(operation, "op")) {
            case "add" -> add(root, path, value.deepCopy());
            case "remove" -> remove(root, path);
            case "replace" -> replace(root, path, value.deepCopy());
            case "move" -> add(root, path, remove(root, Json.text(operation, "from")));
            case "copy" ->
                add(root, path, find(root, Json.text(operation, "from")).deepCopy());
            case "test" -> test(root, path, value);
            default -> throw ApiError.badRequest("Unexpected kind: " + Json.text(operation, "op"));
        }
    }

    private static void test(ObjectNode root, String path, JsonNode value) {
        JsonNode found = root.at(path);
        boolean bothNull = value.isNull() && (found.isMissingNode() || found.isNull());
        if (!bothNull && !found.equals(value)) {
            throw unprocessable();
        }
    }

    private static void add(ObjectNode root, String path, JsonNode value) {
        JsonNode parent = find(root, parentOf(path));
        String last = lastOf(path);
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(array, last, true), value);
        } else {
            throw unprocessable();
        }
    }

    private static JsonNode remove(ObjectNode root, String path) {
        JsonNode parent = find(root, parentOf(path));
        String last = lastOf(path);
        JsonNode removed = null;
        if (parent instanceof ObjectNode object) {
            removed = object.remove(last);
        } else if (parent instanceof ArrayNode array) {
            removed = array.remove(index(array, last, false));
        }
        if (removed == null) {
            throw unprocessable();
        }
        return removed;
    }

    private static void replace(ObjectNode root, String path, JsonNode value) {
        find(root, path);
        JsonNode parent = find(root, parentOf(path));
        if (parent instanceof ObjectNode object) {
            object.set(lastOf(path), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(index(array, lastOf(path), false), value);
        }
    }

    private static int index(ArrayNode array, String text, boolean endAllowed) {
        int limit = endAllowed ? array.size() : array.size() - 1;
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > limit) {
            throw unprocessable();
        }
        return Integer.parseInt(text);
    }

    private static JsonNode find(ObjectNode root, String path) {
        JsonNode here = root;
        for (String token : tokens(path)) {
            here = here.isArray() && token.matches("\\d{1,9}") ? here.path(Integer.parseInt(token)) : here.path(token);
        }
        if (here.isMissingNode()) {
            throw unprocessable();
        }
        return here;
    }

    private static List<String> tokens(String path) {
        List<String> out = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String token : path.substring(1).split("/", -1)) {
                out.add(unescape(token));
            }
        }
        return out;
    }

    private static String parentOf(String path) {
        if (!path.startsWith("/")) {
            throw unprocessable();
        }
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String lastOf(String path) {
        return unescape(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }

    private static ApiError unprocessable() {
        // the real server keeps the reason to itself
        return ApiError.unprocessable("the server rejected our request due to an error in our request");
    }
}
