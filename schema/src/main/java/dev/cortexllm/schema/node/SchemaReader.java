package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.cortexllm.schema.SchemaException;
import dev.cortexllm.schema.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reads a version's {@code openAPIV3Schema} into a tree of {@link SchemaNode}s. */
public final class SchemaReader {
    private SchemaReader() {}

    /**
     * Reads a root schema.
     *
     * @param schema the {@code openAPIV3Schema}
     * @param path where it stands in its CRD, for messages
     * @throws SchemaException when it is not structural; one line per fault
     */
    public static SchemaNode read(JsonNode schema, FieldPath path) {
        refuse(StructuralCheck.faults(schema, path));
        return node(schema);
    }

    /** Reads a root schema that is known to be structural. */
    public static SchemaNode known(JsonNode schema) {
        return node(schema);
    }

    /** Throws a {@link SchemaException} with all faults, unless there are none. */
    public static void refuse(List<Violation> faults) {
        if (!faults.isEmpty()) {
            throw new SchemaException(faults.stream().map(Violation::toString).collect(Collectors.joining("\n")));
        }
    }

    private static SchemaNode node(JsonNode schema) {
        return new SchemaNode(
                schema.path("type").asText(),
                schema.path("format").asText(),
                schema.path("nullable").asBoolean(),
                Optional.ofNullable(schema.get("default")),
                children(schema),
                limits(schema),
                flags(schema),
                junctors(schema),
                list(schema.path("x-kubernetes-validations")).stream()
                        .map(Rule::of)
                        .toList());
    }

    private static SchemaNode.Children children(JsonNode schema) {
        Map<String, SchemaNode> properties = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(p -> properties.put(p.getKey(), node(p.getValue())));
        JsonNode additional = schema.path("additionalProperties");
        JsonNode items = schema.path("items");
        return new SchemaNode.Children(
                Collections.unmodifiableMap(properties),
                additional.isObject() ? Optional.of(node(additional)) : Optional.empty(),
                additional.asBoolean(),
                items.isObject() ? Optional.of(node(items)) : Optional.empty());
    }

    private static SchemaNode.Flags flags(JsonNode schema) {
        return new SchemaNode.Flags(
                schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(),
                schema.path("x-kubernetes-embedded-resource").asBoolean(),
                schema.path("x-kubernetes-int-or-string").asBoolean(),
                schema.path("x-kubernetes-list-type").asText(),
                words(schema.path("x-kubernetes-list-map-keys")),
                schema.path("x-kubernetes-map-type").asText());
    }

    private static SchemaNode.Junctors junctors(JsonNode schema) {
        return new SchemaNode.Junctors(
                nodes(schema.path("allOf")),
                nodes(schema.path("anyOf")),
                nodes(schema.path("oneOf")),
                Optional.ofNullable(schema.get("not")).map(SchemaReader::node));
    }

    private static Limits limits(JsonNode schema) {
        return new Limits(
                number(schema.path("minimum")),
                schema.path("exclusiveMinimum").asBoolean(),
                number(schema.path("maximum")),
                schema.path("exclusiveMaximum").asBoolean(),
                number(schema.path("multipleOf")),
                count(schema.path("minLength")),
                count(schema.path("maxLength")),
                Optional.ofNullable(schema.get("pattern"))
                        .map(JsonNode::asText)
                        .filter(p -> !p.isEmpty())
                        .map(Pattern::compile),
                count(schema.path("minItems")),
                count(schema.path("maxItems")),
                schema.path("uniqueItems").asBoolean(),
                count(schema.path("minProperties")),
                count(schema.path("maxProperties")),
                words(schema.path("required")),
                list(schema.path("enum")));
    }

    private static OptionalDouble number(JsonNode value) {
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    private static OptionalLong count(JsonNode value) {
        return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static List<SchemaNode> nodes(JsonNode array) {
        return list(array).stream().map(SchemaReader::node).toList();
    }

    private static List<String> words(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return List.copyOf(items);
    }
}
