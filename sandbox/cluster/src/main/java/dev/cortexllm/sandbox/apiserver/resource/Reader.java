package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Reads objects and lists. */
public final class Reader {
    private final Store store;

    Reader(Store store) {
        this.store = store;
    }

    /**
     * One object.
     *
     * @throws ApiError 404 when absent
     */
    public ObjectNode get(ResourceType type, Key key) {
        return Versions.present(type, store.get(key).orElseThrow(() -> type.notFound(key.name())));
    }

    /**
     * A list request.
     *
     * @param namespace empty for all
     * @param filter which objects
     * @param limit at most so many, 0 for all
     * @param token where to go on, empty for the start
     */
    public record Query(String namespace, Predicate<JsonNode> filter, int limit, String token) {}

    /** One page: its items as the version asked for, and the list's metadata. */
    public record Page(List<ObjectNode> items, ObjectNode metadata) {}

    /**
     * A page of a list. Later pages show the present state after the last name of the page before, under the resource
     * version of the first page: a watch from there repeats changes rather than missing any.
     *
     * @throws ApiError 410 for a continue token this server did not issue
     */
    public Page list(ResourceType type, Query query) {
        Store.Snapshot snapshot = store.list(type.storage(), type.namespaced() ? query.namespace() : "");
        Token token = Token.read(query.token(), snapshot.revision());
        List<ObjectNode> items = new ArrayList<>();
        long left = 0;
        for (ObjectNode stored : snapshot.items()) {
            ObjectNode object = Versions.present(type, stored);
            if (path(object).compareTo(token.after()) <= 0 || !query.filter().test(object)) {
                continue;
            }
            if (query.limit() > 0 && items.size() >= query.limit()) {
                left++;
            } else {
                items.add(object);
            }
        }
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(token.revision()));
        if (left > 0) {
            Token next = new Token(token.revision(), path(items.get(items.size() - 1)));
            metadata.put("continue", next.write()).put("remainingItemCount", left);
        }
        return new Page(items, metadata);
    }

    private static String path(ObjectNode object) {
        return Meta.namespace(object) + "/" + Meta.name(object);
    }

    private record Token(long revision, String after) {
        String write() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((revision + " " + after).getBytes(StandardCharsets.UTF_8));
        }

        static Token read(String text, long now) {
            if (text.isEmpty()) {
                return new Token(now, "");
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return new Token(Long.parseLong(parts[0]), parts[1]);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw ApiError.expired("The provided continue parameter is not valid: " + e.getMessage());
            }
        }
    }
}
