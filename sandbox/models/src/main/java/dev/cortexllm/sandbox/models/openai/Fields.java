package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads fields of a request body with OpenAI's sentences for what is wrong with them. */
final class Fields {
    private Fields() {}

    static boolean present(JsonNode body, String name) {
        return body.hasNonNull(name);
    }

    static ApiError missing(String name) {
        return ApiError.badRequest("Missing required parameter: '" + name + "'.")
                .at(name)
                .because("missing_required_parameter");
    }

    static ApiError wrongType(String name, String wanted, JsonNode got) {
        String type = got.getNodeType().name().toLowerCase(Locale.ROOT);
        return ApiError.badRequest(
                        "Invalid type for '%s': expected %s, but got %s instead.".formatted(name, wanted, type))
                .at(name)
                .because("invalid_type");
    }

    static boolean flag(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "a boolean", value);
        }
        return value.booleanValue();
    }

    static OptionalInt positive(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(name, "an integer", value);
        }
        if (value.intValue() < 1) {
            throw ApiError.badRequest(
                            "Invalid '%s': integer below minimum value. Expected a value >= 1, but got %d instead."
                                    .formatted(name, value.intValue()))
                    .at(name)
                    .because("integer_below_min_value");
        }
        return OptionalInt.of(value.intValue());
    }

    static void range(ObjectNode body, String name, double low, double high) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (!value.isNumber()) {
            throw wrongType(name, "a decimal", value);
        }
        if (value.doubleValue() < low || value.doubleValue() > high) {
            boolean below = value.doubleValue() < low;
            throw ApiError.badRequest("Invalid '%s': decimal %s value. Expected a value %s %s, but got %s instead."
                            .formatted(
                                    name,
                                    below ? "below minimum" : "above maximum",
                                    below ? ">=" : "<=",
                                    below ? low : high,
                                    value.asText()))
                    .at(name)
                    .because(below ? "decimal_below_min_value" : "decimal_above_max_value");
        }
    }

    /** One string or a list of strings; nothing when absent. */
    static List<String> texts(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw wrongType(name + "[" + texts.size() + "]", "a string", item);
            }
            texts.add(item.textValue());
        }
        return texts;
    }
}
