package dev.cortexllm.sandbox.apiserver.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.type.CustomVersion;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns of custom resources: the name, then the CRD's printer columns, or the age when it has none. */
final class CustomColumns {
    private CustomColumns() {}

    static List<Column> of(List<CustomVersion.Column> declared) {
        List<Column> out = new ArrayList<>();
        out.add(BuiltinColumns.NAME);
        declared.forEach(c -> out.add(column(c)));
        if (declared.isEmpty()) {
            out.add(BuiltinColumns.AGE);
        }
        return out;
    }

    private static Column column(CustomVersion.Column c) {
        return new Column(
                c.name(),
                c.type(),
                c.format(),
                c.description(),
                c.priority(),
                (object, now) -> cell(JsonPath.find(object, c.jsonPath()), c.type(), now));
    }

    private static JsonNode cell(List<JsonNode> found, String type, Instant now) {
        if (found.isEmpty() || found.get(0).isNull()) {
            return NullNode.getInstance();
        }
        JsonNode first = found.get(0);
        return switch (type) {
            case "integer" -> first.isNumber() ? Json.of(first.asLong()) : NullNode.getInstance();
            case "number" -> first.isNumber() ? first : NullNode.getInstance();
            case "boolean" -> first.isBoolean() ? first : NullNode.getInstance();
            case "date" -> TextNode.valueOf(age(first.asText(), now));
            default -> TextNode.valueOf(found.stream().map(CustomColumns::show).collect(Collectors.joining(",")));
        };
    }

    private static String age(String text, Instant now) {
        try {
            return Age.since(Instant.parse(text), now);
        } catch (DateTimeParseException e) {
            return "<invalid>";
        }
    }

    private static String show(JsonNode node) {
        return node.isContainerNode() ? Json.write(node) : node.asText();
    }

    /** Creation time of an object, or {@code null}. */
    static Instant created(JsonNode object) {
        return Meta.instant(object, "metadata", "creationTimestamp");
    }
}
