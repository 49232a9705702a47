package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a structural schema (or of the value validation below {@code allOf} and its like), as read from a CRD.
 *
 * @param type {@code object}, {@code array}, {@code string}, {@code integer}, {@code number}, {@code boolean}, or empty
 * @param format OpenAPI format, or empty
 * @param nullable whether null is a value
 * @param defaultValue the schema's {@code default}
 * @param children what lies below
 * @param limits bounds of the value
 * @param flags the {@code x-kubernetes-*} extensions
 * @param junctors {@code allOf}, {@code anyOf}, {@code oneOf}, {@code not}
 * @param rules {@code x-kubernetes-validations}
 */
public record SchemaNode(
        String type,
        String format,
        boolean nullable,
        Optional<JsonNode> defaultValue,
        Children children,
        Limits limits,
        Flags flags,
        Junctors junctors,
        List<Rule> rules) {

    /** Whether {@code word} is this node's type. */
    public boolean is(String word) {
        return type.equals(word);
    }

    /** The types a value may have, in the server's words: {@code integer,string} for int-or-string. */
    public List<String> types() {
        if (flags.intOrString()) {
            return List.of("integer", "string");
        }
        return type.isEmpty() ? List.of() : List.of(type);
    }

    /**
     * What lies below a node.
     *
     * @param properties named fields, in the CRD's order
     * @param additional the schema of a map's values
     * @param anyAdditional whether {@code additionalProperties: true} lets any field through
     * @param items the schema of a list's items
     */
    public record Children(
            Map<String, SchemaNode> properties,
            Optional<SchemaNode> additional,
            boolean anyAdditional,
            Optional<SchemaNode> items) {
        /** The schema of the field {@code name}, be it a property or a map's value. */
        public Optional<SchemaNode> field(String name) {
            SchemaNode property = properties.get(name);
            return property == null ? additional : Optional.of(property);
        }
    }

    /**
     * The extensions that change how a value is kept.
     *
     * @param preserveUnknown {@code x-kubernetes-preserve-unknown-fields}
     * @param embedded {@code x-kubernetes-embedded-resource}
     * @param intOrString {@code x-kubernetes-int-or-string}
     * @param listType {@code atomic}, {@code set} or {@code map}; empty is atomic
     * @param listMapKeys the keys of a list of type map
     * @param mapType {@code granular} or {@code atomic}; empty is granular
     */
    public record Flags(
            boolean preserveUnknown,
            boolean embedded,
            boolean intOrString,
            String listType,
            List<String> listMapKeys,
            String mapType) {}

    /** Schemas joined by logic; each list is empty when the keyword is absent. */
    public record Junctors(
            List<SchemaNode> allOf, List<SchemaNode> anyOf, List<SchemaNode> oneOf, Optional<SchemaNode> not) {
        /** Whether there is nothing to join. */
        public boolean isEmpty() {
            return allOf.isEmpty() && anyOf.isEmpty() && oneOf.isEmpty() && not.isEmpty();
        }
    }
}
