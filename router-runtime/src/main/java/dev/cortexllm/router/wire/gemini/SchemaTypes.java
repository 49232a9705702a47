package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The types that a JSON schema allows, in Google's words. */
final class SchemaTypes {
    /** Written where a schema lets everything through, because the subset wants a type: what can hold the most. */
    static final String STANDS_FOR_ANY = "STRING";

    private static final String NULL = "NULL";

    private SchemaTypes() {}

    /**
     * The types written down.
     *
     * @param schema a schema
     * @return known types in order, but for {@code NULL} beside others
     */
    static List<String> of(ObjectNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode given = schema.path("type");
        if (given.isTextual()) {
            add(given, types);
        } else {
            given.forEach(type -> add(type, types));
        }
        if (types.size() > 1) {
            types.remove(NULL);
        }
        return types;
    }

    /**
     * A type that there is not.
     *
     * @param schema a schema
     * @return the first that is written down, or null
     */
    static String unknown(ObjectNode schema) {
        JsonNode given = schema.path("type");
        for (JsonNode type : given.isContainerNode() ? given : JsonTrees.array().add(given)) {
            if (!type.isMissingNode()
                    && !SchemaWords.TYPES.contains(type.asText().toUpperCase(Locale.ROOT))) {
                return type.asText();
            }
        }
        return null;
    }

    private static void add(JsonNode type, List<String> types) {
        String name = type.asText().toUpperCase(Locale.ROOT);
        if (SchemaWords.TYPES.contains(name) && !types.contains(name)) {
            types.add(name);
        }
    }

    /**
     * The type of a schema that has at most one.
     *
     * @param schema a schema
     * @return the type written down, or what the other words let conclude; null when they say nothing
     */
    static String only(ObjectNode schema) {
        List<String> types = of(schema);
        if (!types.isEmpty()) {
            return types.get(0);
        } else if (schema.has("const")) {
            return of(schema.get("const"));
        } else if (schema.path("enum").size() > 0) {
            return common(schema.get("enum"));
        } else if (schema.has("properties")) {
            return "OBJECT";
        }
        return schema.has("items") ? "ARRAY" : null;
    }

    /**
     * Whether a schema lets {@code null} through beside its type.
     *
     * @param schema a schema
     * @return true when it does
     */
    static boolean nullable(ObjectNode schema) {
        boolean type = schema.path("type").isArray()
                && any(schema.get("type"), t -> t.asText().equals("null"));
        boolean value = any(schema.path("enum"), JsonNode::isNull);
        return schema.path("nullable").asBoolean() || (type || value) && !NULL.equals(only(schema));
    }

    private static boolean any(JsonNode array, Predicate<JsonNode> test) {
        for (JsonNode element : array) {
            if (test.test(element)) {
                return true;
            }
        }
        return false;
    }

    private static String common(JsonNode values) {
        String type = null;
        for (JsonNode value : values) {
            String next = of(value);
            if (type == null || type.equals(NULL) || type.equals("INTEGER") && next.equals("NUMBER")) {
                type = next;
            } else if (!next.equals(type) && !next.equals(NULL) && !(type.equals("NUMBER") && next.equals("INTEGER"))) {
                return STANDS_FOR_ANY;
            }
        }
        return type;
    }

    private static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "INTEGER" : "NUMBER";
            case BOOLEAN -> "BOOLEAN";
            case OBJECT -> "OBJECT";
            case ARRAY -> "ARRAY";
            case NULL -> NULL;
            default -> "STRING";
        };
    }
}
