package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.GoText;
import dev.cortexllm.schema.node.Limits;
import dev.cortexllm.schema.node.SchemaNode;
import java.util.List;

/**
 * Checks the bounds of a number ({@code numberValidator}). Bounds are float64 in the CRD; a whole value is compared as a whole
 * number, so 2^53+1 is greater than a maximum of 2^53.
 */
final class NumberCheck {
    private NumberCheck() {}

    static Outcome check(SchemaNode schema, JsonNode value, FieldPath path) {
        Outcome outcome = new Outcome();
        Limits limits = schema.limits();
        range(schema, value, path, outcome);
        limits.multipleOf().ifPresent(factor -> multiple(value, factor, path, outcome));
        limits.maximum().ifPresent(max -> {
            int order = compare(value, max);
            if (order > 0 || order == 0 && limits.exclusiveMaximum()) {
                String words = limits.exclusiveMaximum() ? "should be less than " : "should be less than or equal to ";
                outcome.add(broken(path, value, words + GoText.number(max)));
            }
        });
        limits.minimum().ifPresent(min -> {
            int order = compare(value, min);
            if (order < 0 || order == 0 && limits.exclusiveMinimum()) {
                String words =
                        limits.exclusiveMinimum() ? "should be greater than " : "should be greater than or equal to ";
                outcome.add(broken(path, value, words + GoText.number(min)));
            }
        });
        outcome.matched();
        return outcome;
    }

    private static Violation broken(FieldPath path, JsonNode value, String words) {
        return Violation.invalid(path, value, path.text() + " in body " + words);
    }

    private static int compare(JsonNode value, double bound) {
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Long.compare(value.longValue(), (long) bound)
                : Double.compare(value.doubleValue(), bound);
    }

    private static void multiple(JsonNode value, double factor, FieldPath path, Outcome outcome) {
        double data = value.doubleValue();
        double quotient = factor < 1 ? 1 / factor * data : data / factor;
        if (!TypeCheck.isWhole(quotient)) {
            outcome.add(broken(path, value, "should be a multiple of " + GoText.number(factor)));
        }
    }

    /** The range of a format; the server reports it about the whole object. */
    private static void range(SchemaNode schema, JsonNode value, FieldPath path, Outcome outcome) {
        double data = value.doubleValue();
        boolean integer = schema.types().equals(List.of("integer"));
        boolean fits =
                switch (schema.format()) {
                    case "int32" -> !integer || data == (int) data;
                    case "float" -> !schema.is("number") || Math.abs(data) <= Float.MAX_VALUE;
                    default -> !integer || value.canConvertToLong() || data == (long) data;
                };
        if (!fits) {
            String format = schema.format().isEmpty() ? "(default format)" : "with format " + schema.format();
            String detail = "Checked value must be of type " + schema.type() + " " + format + " in " + path.text();
            outcome.add(Violation.invalid(FieldPath.ROOT, "", detail));
        }
    }
}
