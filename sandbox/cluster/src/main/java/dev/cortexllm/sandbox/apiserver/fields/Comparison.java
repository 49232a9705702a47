package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The fields in which two states of an object differ. Source: {@code typed/compare.go} of structured-merge-diff.
 *
 * @param changed fields added or with another value
 * @param removed fields that are gone
 */
public record Comparison(FieldSet changed, FieldSet removed) {
    private static final Comparison SAME = new Comparison(FieldSet.EMPTY, FieldSet.EMPTY);

    /** Compares two states of one object. */
    public static Comparison of(ObjectNode before, ObjectNode after, Shape shape) {
        return maps(before, after, shape);
    }

    private static Comparison maps(JsonNode before, JsonNode after, Shape shape) {
        Set<String> names = new LinkedHashSet<>();
        Json.entries(before).forEach(e -> names.add(e.getKey()));
        Json.entries(after).forEach(e -> names.add(e.getKey()));
        Map<String, Comparison> below = new LinkedHashMap<>();
        for (String name : names) {
            Comparison one = values(before.path(name), after.path(name), shape.field(name), shape.alwaysPresent(name));
            below.put(FieldSet.field(name), one);
        }
        return collect(below);
    }

    private static Comparison lists(JsonNode before, JsonNode after, Shape shape) {
        Map<String, JsonNode> old = ListElements.byElement(before, shape);
        Map<String, JsonNode> now = ListElements.byElement(after, shape);
        Set<String> elements = new LinkedHashSet<>(old.keySet());
        elements.addAll(now.keySet());
        Map<String, Comparison> below = new LinkedHashMap<>();
        for (String element : elements) {
            JsonNode was = old.getOrDefault(element, MissingNode.getInstance());
            JsonNode is = now.getOrDefault(element, MissingNode.getInstance());
            below.put(element, values(was, is, shape.items(), false));
        }
        return collect(below);
    }

    private static Comparison values(JsonNode before, JsonNode after, Shape shape, boolean alwaysPresent) {
        if (before.equals(after)) {
            return SAME;
        }
        JsonNode present = after.isMissingNode() ? before : after;
        Comparison below = SAME;
        if (present.isObject() && !shape.atomicMap()) {
            below = maps(before, after, shape);
        } else if (present.isArray() && shape.listType() != Shape.ListType.ATOMIC) {
            below = lists(before, after, shape);
        } else {
            return leaf(before, after);
        }
        if (before.isMissingNode() && !alwaysPresent) {
            return new Comparison(below.changed.union(FieldSet.leaf()), below.removed);
        }
        return after.isMissingNode() ? new Comparison(below.changed, below.removed.union(FieldSet.leaf())) : below;
    }

    private static Comparison leaf(JsonNode before, JsonNode after) {
        return after.isMissingNode()
                ? new Comparison(FieldSet.EMPTY, FieldSet.leaf())
                : new Comparison(FieldSet.leaf(), FieldSet.EMPTY);
    }

    private static Comparison collect(Map<String, Comparison> below) {
        Map<String, FieldSet> changed = new LinkedHashMap<>();
        Map<String, FieldSet> removed = new LinkedHashMap<>();
        below.forEach((element, comparison) -> {
            changed.put(element, comparison.changed);
            removed.put(element, comparison.removed);
        });
        return new Comparison(FieldSet.node(false, changed), FieldSet.node(false, removed));
    }
}
