package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.Map;
import java.util.TreeMap;

/** The fields an applied configuration sets. Source: {@code typed/tofieldset.go} of structured-merge-diff. */
public final class Extraction {
    private Extraction() {}

    /** All fields of an object. */
    public static FieldSet fieldsOf(ObjectNode object, Shape shape) {
        return FieldSet.node(false, mapFields(object, shape));
    }

    private static FieldSet fields(JsonNode value, Shape shape) {
        if (value.isObject() && !shape.atomicMap()) {
            return FieldSet.node(false, mapFields(value, shape));
        }
        if (value.isArray() && shape.listType() != Shape.ListType.ATOMIC) {
            return FieldSet.node(false, listFields(value, shape));
        }
        return FieldSet.leaf();
    }

    private static Map<String, FieldSet> mapFields(JsonNode map, Shape shape) {
        Map<String, FieldSet> out = new TreeMap<>();
        for (Map.Entry<String, JsonNode> e : Json.entries(map)) {
            JsonNode value = e.getValue();
            FieldSet below = fields(value, shape.field(e.getKey()));
            boolean itself = value.isNull() || value.isObject() && value.isEmpty() || !shape.declared(e.getKey());
            out.put(FieldSet.field(e.getKey()), itself ? below.union(FieldSet.leaf()) : below);
        }
        return out;
    }

    private static Map<String, FieldSet> listFields(JsonNode list, Shape shape) {
        Map<String, FieldSet> out = new TreeMap<>();
        ListElements.byElement(list, shape)
                .forEach((element, item) ->
                        out.put(element, fields(item, shape.items()).union(FieldSet.leaf())));
        return out;
    }
}
