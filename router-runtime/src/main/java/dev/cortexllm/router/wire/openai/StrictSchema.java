package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether a JSON schema is of the kind that OpenAI can bind an answer to: in every object no further properties and all
 * properties required, no keyword beyond the plain ones. Anthropic binds answers always; OpenAI does where {@code strict} is
 * asked for, and refuses that for other schemas.
 */
final class StrictSchema {
    private static final Set<String> PLAIN = Set.of(
            "type",
            "description",
            "title",
            "enum",
            "const",
            "$ref",
            "required",
            "additionalProperties",
            "$schema",
            "$id");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");

    private StrictSchema() {}

    /**
     * Judges a schema.
     *
     * @param schema a JSON schema
     * @return false when OpenAI might refuse to bind to it
     */
    static boolean is(JsonNode schema) {
        return "object".equals(schema.path("type").asText()) && !schema.has("anyOf") && fits(schema);
    }

    private static boolean fits(JsonNode schema) {
        if (!schema.isObject() || isObject(schema) && !closed(schema)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!fits(keyword.getKey(), keyword.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String keyword, JsonNode value) {
        if (keyword.equals("items")) {
            return fits(value);
        }
        if (!MAPS.contains(keyword) && !keyword.equals("anyOf")) {
            return PLAIN.contains(keyword);
        }
        for (JsonNode schema : value) {
            if (!fits(schema)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isObject(JsonNode schema) {
        JsonNode type = schema.path("type");
        boolean among = type.asText().equals("object") || schema.has("properties");
        for (JsonNode one : type) {
            among |= one.asText().equals("object");
        }
        return among;
    }

    private static boolean closed(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Set<String> properties = new HashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(properties::add);
        JsonNode more = schema.path("additionalProperties");
        return more.isBoolean() && !more.booleanValue() && required.equals(properties);
    }
}
