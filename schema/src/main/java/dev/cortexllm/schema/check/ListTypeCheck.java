package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.GoText;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that lists of type set and map hold nothing twice ({@code listtype.ValidateListSetsAndMaps}). */
public final class ListTypeCheck {
    private final List<Violation> violations = new ArrayList<>();

    private ListTypeCheck() {}

    /** The second occurrences in all lists of a resource, at any depth. */
    public static List<Violation> violations(SchemaNode schema, JsonNode resource) {
        ListTypeCheck check = new ListTypeCheck();
        check.walk(schema, resource, FieldPath.ROOT);
        return check.violations;
    }

    private void walk(SchemaNode schema, JsonNode value, FieldPath path) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                String name = field.getKey();
                boolean property = schema.children().properties().containsKey(name);
                FieldPath below = property ? path.child(name) : path.key(name);
                schema.children().field(name).ifPresent(s -> walk(s, field.getValue(), below));
            });
        } else if (value.isArray()) {
            switch (schema.flags().listType()) {
                case "set" -> unique(items(value), path);
                case "map" -> map(schema, value, path);
                default -> {
                    // an atomic list may hold anything twice
                }
            }
            SchemaNode items = schema.children().items().orElse(null);
            for (int i = 0; items != null && i < value.size(); i++) {
                walk(items, value.get(i), path.index(i));
            }
        }
    }

    private void map(SchemaNode schema, JsonNode list, FieldPath path) {
        List<JsonNode> keys = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isObject() && !item.isNull()) {
                String detail = "must be an object for an array of list-type map";
                violations.add(Violation.invalid(path.index(keys.size()), item, detail));
                return;
            }
            ObjectNode key = JsonNodeFactory.instance.objectNode();
            schema.flags().listMapKeys().stream().filter(item::has).forEach(name -> key.set(name, item.get(name)));
            keys.add(key);
        }
        unique(keys, path);
    }

    /** Reports the second occurrence only, however often a value is repeated. */
    private void unique(List<JsonNode> values, FieldPath path) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            int times = seen.merge(GoText.json(values.get(i)), 1, Integer::sum);
            if (times == 2) {
                violations.add(Violation.duplicate(path.index(i), values.get(i)));
            }
        }
    }

    private static List<JsonNode> items(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }
}
