package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Merging an applied configuration into a live object, and taking out what is no longer applied. Source:
 * {@code typed/merge.go} and {@code merge/update.go} (prune) of structured-merge-diff.
 */
public final class Merge {
    private Merge() {}

    /** The live object with the configuration's fields over it. */
    public static ObjectNode of(ObjectNode live, ObjectNode config, Shape shape) {
        return (ObjectNode) values(live, config, shape);
    }

    private static JsonNode values(JsonNode live, JsonNode config, Shape shape) {
        if (config.isObject() && live.isObject() && !shape.atomicMap()) {
            ObjectNode out = live.deepCopy();
            for (Map.Entry<String, JsonNode> e : Json.entries(config)) {
                out.set(e.getKey(), values(live.path(e.getKey()), e.getValue(), shape.field(e.getKey())));
            }
            return out;
        }
        if (config.isArray() && live.isArray() && shape.listType() != Shape.ListType.ATOMIC) {
            return lists(live, config, shape);
        }
        return config.deepCopy();
    }

    /** Elements of the configuration in its order; elements only live has keep their place relative to those before. */
    private static ArrayNode lists(JsonNode live, JsonNode config, Shape shape) {
        Map<String, JsonNode> old = ListElements.byElement(live, shape);
        Map<String, JsonNode> now = ListElements.byElement(config, shape);
        Map<String, JsonNode> merged = new LinkedHashMap<>();
        Deque<String> remaining = new ArrayDeque<>(now.keySet());
        for (Map.Entry<String, JsonNode> e : old.entrySet()) {
            if (!now.containsKey(e.getKey())) {
                merged.put(e.getKey(), e.getValue());
                continue;
            }
            while (remaining.contains(e.getKey())) {
                String next = remaining.removeFirst();
                merged.put(next, mergedItem(old.get(next), now.get(next), shape));
            }
        }
        remaining.forEach(next -> merged.put(next, mergedItem(old.get(next), now.get(next), shape)));
        ArrayNode out = Json.array();
        merged.values().forEach(out::add);
        return out;
    }

    private static JsonNode mergedItem(JsonNode old, JsonNode now, Shape list) {
        return old == null ? now.deepCopy() : values(old, now, list.items());
    }

    /** Takes out of {@code object}, in place, what was applied before and nobody owns any more. */
    public static void prune(ObjectNode object, FieldSet lastApplied, FieldSet owned, Shape shape) {
        for (Map.Entry<String, FieldSet> last : lastApplied.children().entrySet()) {
            String name = last.getKey().substring(2);
            FieldSet stillOwned = owned.child(last.getKey());
            boolean identity = shape.alwaysPresent(name) && name.equals("metadata");
            if (stillOwned.isEmpty() && !identity) {
                object.remove(name);
            } else if (object.get(name) instanceof ObjectNode child) {
                prune(child, last.getValue(), stillOwned, shape.field(name));
            } else if (object.get(name) instanceof ArrayNode list) {
                object.set(name, pruneList(list, last.getValue(), stillOwned, shape.field(name)));
            }
        }
    }

    private static ArrayNode pruneList(ArrayNode list, FieldSet lastApplied, FieldSet owned, Shape shape) {
        if (shape.listType() == Shape.ListType.ATOMIC) {
            return list;
        }
        ArrayNode kept = Json.array();
        ListElements.byElement(list, shape).forEach((element, item) -> {
            FieldSet last = lastApplied.child(element);
            FieldSet stillOwned = owned.child(element);
            if (last.member() && stillOwned.isEmpty()) {
                return;
            }
            if (item instanceof ObjectNode object) {
                prune(object, last, stillOwned, shape.items());
            }
            kept.add(item);
        });
        return kept;
    }
}
