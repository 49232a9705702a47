package dev.cortexllm.schema.quick;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** What operators and functions make of values, where it is beyond doubt; {@link Unsure} elsewhere. */
final class Operations {
    /** The largest whole number up to which every one is a double too. */
    private static final long EXACT = 1L << 53;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}([.][0-9]{1,15})?");

    private Operations() {}

    /** A JSON value as terms know it. */
    static Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT, ARRAY -> json;
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER ->
                json.isIntegralNumber() && json.canConvertToLong()
                        ? (Object) json.longValue()
                        : (Object) json.doubleValue();
            default -> throw new Unsure("null");
        };
    }

    static boolean has(Object object, String field) {
        return object(object).has(field);
    }

    static Object field(Object object, String field) {
        JsonNode value = object(object).get(field);
        if (value == null) {
            throw new Unsure(field);
        }
        return of(value);
    }

    private static JsonNode object(Object value) {
        if (value instanceof JsonNode json && json.isObject()) {
            return json;
        }
        throw new Unsure("not an object");
    }

    /** A list's items, or a map's keys. */
    static List<Object> items(Object container) {
        List<Object> items = new ArrayList<>();
        if (container instanceof List<?> list) {
            items.addAll(list);
        } else if (container instanceof JsonNode json && json.isArray()) {
            json.forEach(item -> items.add(of(item)));
        } else {
            for (Iterator<String> keys = object(container).fieldNames(); keys.hasNext(); ) {
                items.add(keys.next());
            }
        }
        return items;
    }

    static boolean in(Object value, Object container) {
        if (container instanceof JsonNode json && json.isObject()) {
            return json.has(text(value));
        }
        return items(container).stream().anyMatch(item -> same(value, item));
    }

    static long size(Object value) {
        return value instanceof String text
                ? text.codePointCount(0, text.length())
                : items(value).size();
    }

    static boolean same(Object left, Object right) {
        if (left instanceof String && right instanceof String || left instanceof Boolean && right instanceof Boolean) {
            return left.equals(right);
        }
        return compare(left, right) == 0;
    }

    /** As {@code Comparator}, of two numbers. */
    static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        double a = exact(left);
        double b = exact(right);
        return a == b ? 0 : a < b ? -1 : 1;
    }

    private static double exact(Object number) {
        if (number instanceof Double real && Double.isFinite(real)) {
            return real;
        }
        if (number instanceof Long whole && Math.abs(whole) <= EXACT) {
            return whole;
        }
        throw new Unsure("not a number");
    }

    /** CEL's {@code double()}. */
    static double decimal(Object value) {
        if (value instanceof String text) {
            if (DECIMAL.matcher(text).matches()) {
                return Double.parseDouble(text);
            }
            throw new Unsure("another number");
        }
        return exact(value);
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new Unsure("not a text");
    }
}
