package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Writes values the way Go's {@code fmt}, {@code strconv.Quote} and {@code encoding/json} do, so that messages read alike. */
public final class GoText {
    private GoText() {}

    /** The value as {@code field.Error} shows it: numbers and booleans bare, text quoted, the rest as JSON. */
    public static String badValue(JsonNode value) {
        return value.isTextual() ? quote(value.textValue()) : json(value);
    }

    /** {@code strconv.Quote}: printable characters stay, the rest is escaped. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendQuoted(out, c));
        return out.append('"').toString();
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case 0x07 -> out.append("\\a");
            case 0x0b -> out.append("\\v");
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    out.append(String.format("\\x%02x", c));
                } else if (Character.isISOControl(c)) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    /** {@code encoding/json}: keys sorted, {@code <}, {@code >} and {@code &} escaped. */
    public static String json(JsonNode value) {
        StringBuilder out = new StringBuilder();
        appendJson(out, value);
        return out.toString();
    }

    private static void appendJson(StringBuilder out, JsonNode value) {
        if (value.isObject()) {
            appendObject(out, value);
        } else if (value.isArray()) {
            String separator = "[";
            for (JsonNode item : value) {
                out.append(separator);
                appendJson(out, item);
                separator = ",";
            }
            out.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isTextual()) {
            out.append(value.toString()
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026"));
        } else if (value.isFloatingPointNumber() || value.isBigInteger()) {
            out.append(number(value.doubleValue()));
        } else {
            out.append(value.isMissingNode() ? "null" : value.asText());
        }
    }

    private static void appendObject(StringBuilder out, JsonNode value) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> i = value.fieldNames(); i.hasNext(); ) {
            names.add(i.next());
        }
        Collections.sort(names);
        String separator = "{";
        for (String name : names) {
            out.append(separator).append('"').append(name).append("\":");
            appendJson(out, value.get(name));
            separator = ",";
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    /** {@code %v} of a float64: shortest digits, with an exponent below 1e-4 and from 1e21 on. */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (value == 0 || (exponent >= -4 && exponent < 21)) {
            return value == 0 ? "0" : shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = value < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String.format("%02d", Math.abs(exponent));
    }
}
