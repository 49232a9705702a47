package dev.cortexllm.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cortexllm.schema.check.ScalaDuration;
import dev.cortexllm.schema.node.SchemaNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns JSON into the values CEL evaluates, typed by the schema: a whole number of type {@code number} is a double, a text of
 * format {@code duration} a duration ({@code UnstructuredToVal} of {@code apiserver/pkg/cel/common}). Lists of type set and map
 * are compared in order here, where the server ignores their order.
 */
final class CelValues {
    private CelValues() {}

    /**
     * The value of {@code json}.
     *
     * @throws IllegalArgumentException in words for the user, when the value is not one of its schema
     */
    static Object of(JsonNode json, SchemaNode schema) {
        if (json.isNull()) {
            return NullValue.NULL_VALUE;
        }
        if (schema.flags().intOrString()) {
            return plain(json);
        }
        return switch (schema.type()) {
            case "object" -> object(json, schema);
            case "array" -> list(json, schema.children().items());
            case "string" -> text(json.asText(), schema.format());
            case "number" -> json.doubleValue();
            case "integer" -> json.longValue();
            default -> plain(json);
        };
    }

    private static Object list(JsonNode json, Optional<SchemaNode> items) {
        List<Object> values = new ArrayList<>();
        json.forEach(item -> values.add(items.isPresent() ? of(item, items.get()) : plain(item)));
        return values;
    }

    private static Object object(JsonNode json, SchemaNode schema) {
        Map<String, SchemaNode> properties = schema.children().properties();
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties().forEach(field -> {
            String name = field.getKey();
            SchemaNode property = properties.get(name);
            if (property != null) {
                PropertyName.escape(name).ifPresent(escaped -> values.put(escaped, of(field.getValue(), property)));
            } else if (schema.children().additional().isPresent()) {
                values.put(
                        name,
                        of(field.getValue(), schema.children().additional().get()));
            } else {
                values.put(name, plain(field.getValue()));
            }
        });
        return values;
    }

    /** A value without a schema: what JSON itself says about its type. */
    private static Object plain(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> values = new LinkedHashMap<>();
                json.properties().forEach(field -> values.put(field.getKey(), plain(field.getValue())));
                yield values;
            }
            case ARRAY -> list(json, Optional.empty());
            case NUMBER ->
                json.canConvertToLong() && json.isIntegralNumber()
                        ? (Object) json.longValue()
                        : (Object) json.doubleValue();
            case BOOLEAN -> json.booleanValue();
            case STRING -> json.textValue();
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object text(String text, String format) {
        return switch (format) {
            case "duration" ->
                ScalaDuration.parse(text).orElseThrow(() -> new IllegalArgumentException("Invalid duration " + text));
            case "date" -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            case "date-time" -> dateTime(text);
            case "byte" -> CelByteString.of(Base64.getMimeDecoder().decode(text));
            default -> text;
        };
    }

    private static Instant dateTime(String text) {
        try {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid date-time formatted string " + text, e);
        }
    }
}
