package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;

/** What a schema must hold when {@code strict} is set: closed objects whose properties are all required. */
final class StrictSchema {
    private StrictSchema() {}

    /**
     * Checks a schema and all schemas in it.
     *
     * @param whose how the message calls it
     * @param param the field at fault
     */
    static void check(JsonNode schema, String whose, String param) {
        if (schema.path("type").asText().equals("object") || schema.has("properties")) {
            if (!schema.path("additionalProperties").isBoolean()
                    || schema.path("additionalProperties").booleanValue()) {
                throw invalid(whose, "'additionalProperties' is required to be supplied and to be false.", param);
            }
            List<String> required = new ArrayList<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            schema.path("properties").fieldNames().forEachRemaining(name -> {
                if (!required.contains(name)) {
                    throw invalid(
                            whose,
                            "'required' is required to be supplied and to be an array including every key in"
                                    + " properties. Missing '" + name + "'.",
                            param);
                }
            });
        }
        schema.path("properties").forEach(property -> check(property, whose, param));
        schema.path("$defs").forEach(definition -> check(definition, whose, param));
        schema.path("anyOf").forEach(branch -> check(branch, whose, param));
        if (schema.path("items").isObject()) {
            check(schema.get("items"), whose, param);
        }
    }

    private static ApiError invalid(String whose, String what, String param) {
        return ApiError.badRequest("Invalid schema for " + whose + ": In context=(), " + what)
                .at(param)
                .because("invalid_json_schema");
    }
}
