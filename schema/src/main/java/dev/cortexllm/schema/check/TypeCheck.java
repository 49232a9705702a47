package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;

/** Checks the JSON type of a value ({@code typeValidator}), with the server's leniency towards formats. */
final class TypeCheck {
    /** Beyond 2^53 a float64 no longer counts as an integer ({@code swag.IsFloat64AJSONInteger}). */
    private static final double LARGEST_EXACT = 9_007_199_254_740_991.0;

    private TypeCheck() {}

    static Outcome check(SchemaNode schema, JsonNode value, FieldPath path) {
        Outcome outcome = new Outcome();
        outcome.matched();
        List<String> types = schema.types();
        String format = Formats.known(schema);
        if (value.isNull()) {
            if (!types.isEmpty() && !schema.nullable()) {
                outcome.add(mismatch(path, String.join(",", types), "null"));
            }
            return outcome;
        }
        if (types.isEmpty() && format.isEmpty()) {
            return outcome;
        }
        String actual = typeOf(value);
        boolean matches = types.contains(actual)
                || actual.equals("number") && types.contains("integer") && isWhole(value.doubleValue())
                || actual.equals("integer") && types.contains("number");
        boolean textOrList = value.isTextual() || value.isArray();
        if (!format.isEmpty() && !textOrList && !matches) {
            outcome.add(mismatch(path, format, formatOf(actual)));
        } else if (!(!format.isEmpty() && textOrList && !types.contains("number") && !types.contains("integer"))
                && !matches) {
            outcome.add(mismatch(path, String.join(",", types), actual));
        }
        return outcome;
    }

    private static Violation mismatch(FieldPath path, String expected, String actual) {
        String detail = path.text() + " in body must be of type " + expected + ": \"" + actual + "\"";
        return Violation.typeInvalid(path, actual, detail);
    }

    /** The word of the value's type; integers beyond 64 bits are numbers, as they are once Go has read them. */
    static String typeOf(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() && value.canConvertToLong() ? "integer" : "number";
        }
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            default -> "object";
        };
    }

    private static String formatOf(String type) {
        return switch (type) {
            case "integer" -> "int64";
            case "number" -> "float64";
            default -> "";
        };
    }

    static boolean isWhole(double value) {
        return Math.abs(value) <= LARGEST_EXACT && value == Math.rint(value);
    }
}
