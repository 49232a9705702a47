package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** Fields of an answer, each of the type it must have; null counts as absent. */
final class Fields {
    private Fields() {}

    /** A text, or null when absent. */
    static String text(JsonNode object, String field) throws MalformedStream {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        } else if (!value.isTextual()) {
            throw wrong(field, "a text");
        }
        return value.textValue();
    }

    /** An object, or null when absent. */
    static JsonNode object(JsonNode object, String field) throws MalformedStream {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        return objectItself(value, field);
    }

    /** An array; empty when absent. */
    static JsonNode array(JsonNode object, String field) throws MalformedStream {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return MissingNode.getInstance();
        } else if (!value.isArray()) {
            throw wrong(field, "an array");
        }
        return value;
    }

    /** The value itself, which must be an object. */
    static JsonNode objectItself(JsonNode value, String name) throws MalformedStream {
        if (!value.isObject()) {
            throw wrong(name, "an object");
        }
        return value;
    }

    private static MalformedStream wrong(String field, String wanted) {
        return new MalformedStream("'" + field + "' is not " + wanted);
    }
}
