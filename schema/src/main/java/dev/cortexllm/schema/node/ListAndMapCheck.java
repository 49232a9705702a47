package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.schema.Violation;
import java.util.List;
import java.util.Set;

/** Whether the {@code x-kubernetes-list-*} and {@code x-kubernetes-map-type} words of a schema node fit together. */
final class ListAndMapCheck {
    private ListAndMapCheck() {}

    static void check(JsonNode schema, FieldPath path, List<Violation> faults) {
        word(schema, path, "x-kubernetes-list-type", List.of("atomic", "map", "set"), "array", faults);
        word(schema, path, "x-kubernetes-map-type", List.of("atomic", "granular"), "object", faults);
        JsonNode keys = schema.path("x-kubernetes-list-map-keys");
        boolean isMap = schema.path("x-kubernetes-list-type").asText().equals("map");
        if (isMap && keys.isEmpty()) {
            faults.add(Violation.required(
                    path.child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map"));
        } else if (!isMap && !keys.isEmpty()) {
            faults.add(Violation.required(
                    path.child("x-kubernetes-list-type"), "must be map if x-kubernetes-list-map-keys is non-empty"));
        }
        int index = 0;
        for (JsonNode key : keys) {
            key(schema, key.asText(), path.child("x-kubernetes-list-map-keys").index(index++), faults);
        }
    }

    private static void word(
            JsonNode schema, FieldPath path, String keyword, List<String> words, String type, List<Violation> faults) {
        if (!schema.has(keyword)) {
            return;
        }
        if (!words.contains(schema.get(keyword).asText())) {
            List<JsonNode> supported =
                    words.stream().<JsonNode>map(TextNode::new).toList();
            faults.add(Violation.notSupported(path.child(keyword), schema.get(keyword), supported));
        } else if (!schema.path("type").asText().equals(type)) {
            String detail = "must be " + type + " if " + keyword + " is specified";
            faults.add(Violation.invalid(path.child("type"), schema.path("type"), detail));
        }
    }

    private static void key(JsonNode schema, String key, FieldPath path, List<Violation> faults) {
        JsonNode items = schema.path("items");
        JsonNode property = items.path("properties").path(key);
        if (property.isMissingNode()) {
            faults.add(Violation.invalid(path, key, "entries must all be names of item properties"));
            return;
        }
        if (Set.of("array", "object").contains(property.path("type").asText())) {
            faults.add(Violation.invalid(
                    path, key, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        }
        boolean required = false;
        for (JsonNode name : items.path("required")) {
            required |= name.asText().equals(key);
        }
        if (!required && !property.has("default")) {
            faults.add(
                    Violation.required(
                            path,
                            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
        }
    }
}
