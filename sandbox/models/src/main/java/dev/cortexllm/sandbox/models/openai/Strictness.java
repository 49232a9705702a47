package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What OpenAI's own service refuses where other servers of its API look away: fields it does not know in messages and tools,
 * names and lists out of bounds, strict schemas that are not strict.
 */
final class Strictness {
    private static final int MAX_STOPS = 4;
    private static final Set<String> TOOL = Set.of("type", "function", "custom");
    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");
    private static final Set<String> CALL = Set.of("id", "type", "function", "custom");
    private static final Map<String, Set<String>> MESSAGE = Map.of(
            "system", Set.of("role", "content", "name"),
            "developer", Set.of("role", "content", "name"),
            "user", Set.of("role", "content", "name"),
            "assistant",
                    Set.of("role", "content", "name", "refusal", "audio", "tool_calls", "function_call", "annotations"),
            "tool", Set.of("role", "content", "tool_call_id"),
            "function", Set.of("role", "content", "name"));

    private Strictness() {}

    /**
     * Checks the body of a chat request.
     *
     * @throws ApiError naming the place
     */
    static void check(ObjectNode body) {
        checkStops(body);
        int index = 0;
        for (JsonNode message : body.path("messages")) {
            checkMessage(message, "messages[" + index++ + "]");
        }
        index = 0;
        for (JsonNode tool : body.path("tools")) {
            checkTool(tool, "tools[" + index++ + "]");
        }
        JsonNode format = body.path("response_format").path("json_schema");
        if (format.path("strict").asBoolean()) {
            String whose = "response_format '" + format.path("name").asText() + "'";
            StrictSchema.check(format.path("schema"), whose, "response_format");
        }
    }

    private static void checkStops(ObjectNode body) {
        int stops = body.path("stop").size();
        if (stops > MAX_STOPS) {
            throw ApiError.badRequest("Invalid 'stop': array too long. Expected an array with maximum length "
                            + MAX_STOPS + ", but got an array with length " + stops + " instead.")
                    .at("stop")
                    .because("array_above_max_length");
        }
    }

    private static void checkMessage(JsonNode message, String place) {
        Set<String> known = MESSAGE.get(message.path("role").asText());
        if (known != null) {
            refuseUnknown(message, known, place);
        }
        JsonNode calls = message.path("tool_calls");
        if (calls.isArray() && calls.isEmpty()) {
            throw ApiError.badRequest("Invalid '" + place + ".tool_calls': empty array. Expected an array with minimum"
                            + " length 1, but got an empty array instead.")
                    .at(place + ".tool_calls")
                    .because("empty_array");
        }
        int index = 0;
        for (JsonNode call : calls) {
            refuseUnknown(call, CALL, place + ".tool_calls[" + index++ + "]");
        }
    }

    private static void checkTool(JsonNode tool, String place) {
        if (!List.of("function", "custom").contains(tool.path("type").asText())) {
            throw ApiError.badRequest("Invalid value: '%s'. Supported values are: 'function' and 'custom'."
                            .formatted(tool.path("type").asText()))
                    .at(place + ".type")
                    .because("invalid_value");
        }
        refuseUnknown(tool, TOOL, place);
        JsonNode function = tool.path("function");
        refuseUnknown(function, FUNCTION, place + ".function");
        String name = function.path("name").asText();
        if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw ApiError.badRequest("Invalid '%s.function.name': string does not match pattern. Expected a string"
                                    .formatted(place)
                            + " that matches the pattern '^[a-zA-Z0-9_-]+$'.")
                    .at(place + ".function.name")
                    .because("invalid_value");
        }
        if (function.path("strict").asBoolean()) {
            String param = place + ".function.parameters";
            StrictSchema.check(function.path("parameters"), "function '" + name + "'", param);
        }
    }

    private static void refuseUnknown(JsonNode object, Set<String> known, String place) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ApiError.badRequest("Unknown parameter: '" + place + "." + name + "'.")
                        .at(place + "." + name)
                        .because("unknown_parameter");
            }
        });
    }
}
