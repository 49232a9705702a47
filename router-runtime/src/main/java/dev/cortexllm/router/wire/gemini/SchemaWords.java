package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of the words of JSON schema in Google's subset of it (facts/wire/gemini.md section 2). */
final class SchemaWords {
    /** Words that hold in the subset as they are. */
    static final List<String> KEPT = List.of(
            "title",
            "description",
            "minItems",
            "maxItems",
            "propertyOrdering",
            "minProperties",
            "maxProperties",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "default",
            "example");

    /** Words that are written anew from what they mean. */
    static final Set<String> WRITTEN = Set.of(
            "type",
            "nullable",
            "enum",
            "const",
            "format",
            "items",
            "properties",
            "required",
            "anyOf",
            "oneOf",
            "allOf",
            "$ref");

    /** Words whose absence lets through no answer that was not let through before, or which restrict nothing. */
    static final Set<String> NEEDLESS = Set.of(
            "$schema",
            "$id",
            "$anchor",
            "$comment",
            "$defs",
            "definitions",
            "$vocabulary",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "strict",
            "contentEncoding",
            "contentMediaType");

    /**
     * With {@code false} they close an object, which the models do by themselves; only a schema for the further properties
     * says more.
     */
    private static final Set<String> OPEN_OR_CLOSED = Set.of("additionalProperties", "unevaluatedProperties");

    /** The formats known, by type; of others a model of that time made an error. They only describe. */
    static final Map<String, Set<String>> FORMATS = Map.of(
            "STRING", Set.of("date-time", "enum"),
            "NUMBER", Set.of("float", "double"),
            "INTEGER", Set.of("int32", "int64"));

    /** The types known. */
    static final Set<String> TYPES = Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL");

    private SchemaWords() {}

    /**
     * Whether something is lost with a word that is not in the subset.
     *
     * @param word a word of JSON schema that is not among those kept
     * @param value what it says
     * @return false when the schema lets the same answers through without it
     */
    static boolean restricts(String word, JsonNode value) {
        if (OPEN_OR_CLOSED.contains(word) && value.isBoolean()) {
            return false;
        }
        if (word.equals("uniqueItems") && value.isBoolean() && !value.booleanValue()) {
            return false;
        }
        return !WRITTEN.contains(word) && !NEEDLESS.contains(word) && !word.startsWith("x-");
    }
}
