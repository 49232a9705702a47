package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in schema defaults in place, as {@code defaulting.Default} of {@code k8s.io/apiextensions-apiserver}: a field that is
 * absent, or null without being nullable, gets its default; a null that is neither nullable nor defaulted goes away.
 */
public final class Defaulting {
    private Defaulting() {}

    /** Applies the defaults of {@code schema} to {@code value} and everything below it. */
    public static void apply(JsonNode value, SchemaNode schema) {
        if (value instanceof ObjectNode object) {
            applyToObject(object, schema);
        } else if (value instanceof ArrayNode array && schema.children().items().isPresent()) {
            SchemaNode items = schema.children().items().get();
            for (int i = 0; i < array.size(); i++) {
                if (isStrayNull(array.get(i), items) && items.defaultValue().isPresent()) {
                    array.set(i, items.defaultValue().get().deepCopy());
                }
                apply(array.get(i), items);
            }
        }
    }

    private static void applyToObject(ObjectNode object, SchemaNode schema) {
        schema.children().properties().forEach((name, property) -> {
            JsonNode present = object.get(name);
            if (property.defaultValue().isPresent() && (present == null || isStrayNull(present, property))) {
                object.set(name, property.defaultValue().get().deepCopy());
            }
        });
        List<String> strayNulls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Optional<SchemaNode> below = schema.children().field(field.getKey());
            if (below.isEmpty()) {
                continue;
            }
            if (isStrayNull(field.getValue(), below.get())) {
                below.get().defaultValue().ifPresent(value -> field.setValue(value.deepCopy()));
            }
            if (isStrayNull(field.getValue(), below.get())) {
                strayNulls.add(field.getKey());
            } else {
                apply(field.getValue(), below.get());
            }
        }
        object.remove(strayNulls);
    }

    private static boolean isStrayNull(JsonNode value, SchemaNode schema) {
        return value.isNull() && !schema.nullable();
    }
}
