package dev.cortexllm.sandbox.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;

/**
 * The shape an {@code openAPIV3Schema} declares. Below {@code x-kubernetes-preserve-unknown-fields} maps merge and lists
 * are atomic.
 */
public record SchemaShape(JsonNode schema) implements Shape {
    /** The shape of a whole custom resource: the standard {@code metadata}, the schema for the rest. */
    public static Shape ofObject(JsonNode schema) {
        return new WholeObject(new SchemaShape(schema));
    }

    @Override
    public boolean atomicMap() {
        return Json.text(schema, "x-kubernetes-map-type").equals("atomic");
    }

    @Override
    public ListType listType() {
        return switch (Json.text(schema, "x-kubernetes-list-type")) {
            case "map" -> ListType.MAP;
            case "set" -> ListType.SET;
            default -> ListType.ATOMIC;
        };
    }

    @Override
    public List<String> keys() {
        return Json.elements(schema.path("x-kubernetes-list-map-keys")).stream()
                .map(JsonNode::asText)
                .sorted()
                .toList();
    }

    @Override
    public JsonNode keyDefault(String key) {
        JsonNode value = Json.at(schema, "items", "properties", key, "default");
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    @Override
    public boolean declared(String field) {
        return schema.path("properties").has(field);
    }

    @Override
    public boolean alwaysPresent(String field) {
        return false;
    }

    @Override
    public Shape field(String name) {
        JsonNode property = schema.path("properties").path(name);
        if (!property.isMissingNode()) {
            return new SchemaShape(property);
        }
        JsonNode additional = schema.path("additionalProperties");
        return new SchemaShape(additional.isObject() ? additional : MissingNode.getInstance());
    }

    @Override
    public Shape items() {
        return new SchemaShape(schema.path("items"));
    }

    private record WholeObject(SchemaShape body) implements Shape {
        @Override
        public boolean atomicMap() {
            return false;
        }

        @Override
        public ListType listType() {
            return ListType.ATOMIC;
        }

        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public boolean declared(String field) {
            return field.equals("metadata") || body.declared(field);
        }

        @Override
        public boolean alwaysPresent(String field) {
            return field.equals("metadata");
        }

        @Override
        public Shape field(String name) {
            return name.equals("metadata") ? BuiltinShape.METADATA : body.field(name);
        }

        @Override
        public Shape items() {
            return body;
        }
    }
}
