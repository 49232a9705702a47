package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cortexllm.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the schema of a CRD is structural, as {@code ValidateStructural} and
 * {@code ValidateCustomResourceDefinitionOpenAPISchema} of {@code k8s.io/apiextensions-apiserver} ask.
 */
final class StructuralCheck {
    private static final Set<String> TYPES = Set.of("array", "boolean", "integer", "number", "object", "string");
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "description",
            "type",
            "format",
            "title",
            "default",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "multipleOf",
            "enum",
            "maxProperties",
            "minProperties",
            "required",
            "items",
            "allOf",
            "oneOf",
            "anyOf",
            "not",
            "properties",
            "additionalProperties",
            "externalDocs",
            "example",
            "nullable",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type",
            "x-kubernetes-validations");
    private static final Set<String> FORBIDDEN =
            Set.of("$ref", "id", "definitions", "dependencies", "patternProperties", "additionalItems");
    private static final List<String> FORBIDDEN_BELOW_JUNCTORS = List.of(
            "type",
            "additionalProperties",
            "default",
            "title",
            "description",
            "nullable",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-list-type",
            "x-kubernetes-map-type",
            "x-kubernetes-validations");

    private final List<Violation> faults = new ArrayList<>();

    /** The faults of a version's root schema; empty when it is structural. */
    static List<Violation> faults(JsonNode schema, FieldPath path) {
        StructuralCheck check = new StructuralCheck();
        check.structural(schema, path, "at the root");
        if (!schema.path("type").asText("object").equals("object")) {
            check.faults.add(Violation.invalid(path.child("type"), schema.get("type"), "must be object at the root"));
        }
        if (schema.has("additionalProperties")) {
            check.faults.add(Violation.forbidden(path.child("additionalProperties"), "must not be used at the root"));
        }
        return check.faults;
    }

    private void structural(JsonNode schema, FieldPath path, String level) {
        if (!schema.isObject()) {
            faults.add(Violation.invalid(path, schema, "must be a schema (an object)"));
            return;
        }
        shared(schema, path);
        type(schema, path, level);
        ListAndMapCheck.check(schema, path, faults);
        schema.path("properties")
                .properties()
                .forEach(p -> structural(
                        p.getValue(), path.child("properties").key(p.getKey()), "for specified object fields"));
        if (schema.path("additionalProperties").isObject()) {
            structural(
                    schema.get("additionalProperties"),
                    path.child("additionalProperties"),
                    "for specified object fields");
        }
        if (schema.path("items").isObject()) {
            structural(schema.get("items"), path.child("items"), "for specified array items");
        }
        junctors(schema, path, schema);
    }

    private void type(JsonNode schema, FieldPath path, String level) {
        JsonNode type = schema.path("type");
        boolean untyped = schema.path("x-kubernetes-int-or-string").asBoolean()
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (type.isMissingNode() || type.asText().isEmpty()) {
            if (!untyped) {
                faults.add(Violation.required(path.child("type"), "must not be empty " + level));
            }
        } else if (!TYPES.contains(type.asText())) {
            List<JsonNode> words =
                    TYPES.stream().sorted().<JsonNode>map(TextNode::new).toList();
            faults.add(Violation.notSupported(path.child("type"), type, words));
        } else if (type.asText().equals("array") && !schema.path("items").isObject()) {
            faults.add(Violation.required(path.child("items"), "must be specified"));
        }
        if (schema.path("x-kubernetes-embedded-resource").asBoolean()
                && !type.asText().equals("object")) {
            faults.add(Violation.invalid(
                    path.child("type"), type, "must be object if x-kubernetes-embedded-resource is true"));
        }
    }

    /** What holds for every schema, on the spine or below a junctor. */
    private void shared(JsonNode schema, FieldPath path) {
        schema.fieldNames().forEachRemaining(name -> {
            if (FORBIDDEN.contains(name)) {
                faults.add(Violation.forbidden(path.child(name), name + " is not supported"));
            } else if (!KEYWORDS.contains(name)) {
                faults.add(Violation.forbidden(path.child(name), "unknown field"));
            }
        });
        if (schema.path("uniqueItems").asBoolean()) {
            faults.add(Violation.forbidden(
                    path.child("uniqueItems"),
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
        if (schema.has("properties") && schema.has("additionalProperties")) {
            faults.add(Violation.forbidden(
                    path.child("additionalProperties"), "additionalProperties and properties are mutual exclusive"));
        }
        if (schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").asBoolean()) {
            faults.add(Violation.forbidden(
                    path.child("additionalProperties"), "additionalProperties cannot be set to false"));
        }
        pattern(schema, path);
    }

    private void pattern(JsonNode schema, FieldPath path) {
        String pattern = schema.path("pattern").asText();
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            faults.add(Violation.invalid(
                    path.child("pattern"),
                    pattern,
                    "must be a valid regular expression, but isn't: error parsing regexp: " + e.getDescription() + ": `"
                            + e.getPattern() + "`"));
        }
    }

    private void junctors(JsonNode schema, FieldPath path, JsonNode spine) {
        for (String word : List.of("allOf", "anyOf", "oneOf")) {
            if (word.equals("anyOf") && isIntOrStringPair(schema.path(word), spine)) {
                continue;
            }
            int index = 0;
            for (JsonNode branch : schema.path(word)) {
                nested(branch, path.child(word).index(index++), spine);
            }
        }
        if (schema.has("not")) {
            nested(schema.get("not"), path.child("not"), spine);
        }
    }

    /** {@code anyOf: [{type: integer}, {type: string}]}: the one place below a junctor where a type may stand. */
    private static boolean isIntOrStringPair(JsonNode branches, JsonNode spine) {
        return spine.path("x-kubernetes-int-or-string").asBoolean()
                && branches.toString().equals("[{\"type\":\"integer\"},{\"type\":\"string\"}]");
    }

    private void nested(JsonNode schema, FieldPath path, JsonNode spine) {
        if (!schema.isObject()) {
            faults.add(Violation.invalid(path, schema, "must be a schema (an object)"));
            return;
        }
        shared(schema, path);
        for (String word : FORBIDDEN_BELOW_JUNCTORS) {
            if (schema.has(word)) {
                faults.add(Violation.forbidden(path.child(word), "must be empty to be structural"));
            }
        }
        schema.path("properties").properties().forEach(p -> {
            FieldPath below = path.child("properties").key(p.getKey());
            JsonNode declared = spine.path("properties").path(p.getKey());
            if (declared.isMissingNode()) {
                faults.add(Violation.required(
                        below,
                        "because it is defined in a logical junctor, it must be declared"
                                + " in the structural part of the schema too"));
            }
            nested(p.getValue(), below, declared);
        });
        if (schema.path("items").isObject()) {
            nested(schema.get("items"), path.child("items"), spine.path("items"));
        }
        junctors(schema, path, spine);
    }
}
