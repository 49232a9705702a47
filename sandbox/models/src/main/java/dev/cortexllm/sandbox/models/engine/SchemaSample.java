package dev.cortexllm.sandbox.models.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes a value that follows a JSON Schema roughly: type, properties, items, enum, const, the first branch of
 * anyOf/oneOf/allOf, local {@code $ref}, and the lower bounds of numbers, strings and arrays. Anything else of a schema
 * is not looked at. Gemini's upper-case type names are understood too.
 */
final class SchemaSample {
    /** A schema that refers to itself has no natural end; a model would stop somewhere as well. */
    private static final int MAX_DEPTH = 8;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode root;
    private final SplittableRandom random;

    private SchemaSample(JsonNode root, SplittableRandom random) {
        this.root = root;
        this.random = random;
    }

    /** Makes the value for a schema; null stands for "any object". */
    static JsonNode of(JsonNode schema, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (schema == null || schema.isEmpty()) {
            return JSON.objectNode()
                    .put("answer", Words.speak(random.nextLong(), 3).get(0));
        }
        return new SchemaSample(schema, random).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        if (schema.path("$ref").asText().startsWith("#/") && depth < MAX_DEPTH) {
            return value(root.at(schema.get("$ref").asText().substring(1)), depth + 1);
        }
        for (String branches : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(branches).isArray() && !schema.get(branches).isEmpty()) {
                return value(schema.get(branches).get(0), depth + 1);
            }
        }
        return typed(schema, depth);
    }

    private JsonNode typed(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asText() : type.asText(schema.has("properties") ? "object" : "");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> JSON.numberNode(schema.path("minimum").asLong(0) + random.nextInt(10));
            case "number" -> JSON.numberNode(schema.path("minimum").asDouble(0) + random.nextInt(10) / 4.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema.path("minLength").asInt(0)));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        if (depth < MAX_DEPTH) {
            schema.path("properties").properties().forEach(p -> object.set(p.getKey(), value(p.getValue(), depth + 1)));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = depth < MAX_DEPTH ? Math.max(1, schema.path("minItems").asInt(1)) : 0;
        for (int i = 0; i < size; i++) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(int minLength) {
        StringBuilder text = new StringBuilder(String.join("", Words.speak(random.nextLong(), 2)));
        while (text.length() < minLength) {
            text.append(' ').append(Words.speak(random.nextLong(), 1).get(0));
        }
        return text.toString();
    }
}
