package dev.cortexllm.schema.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means to kubectl, which reads YAML by go-yaml 2 and then goes through JSON: {@code yes}, {@code on}
 * and {@code y} are true, {@code 0777} is octal, {@code 1.0} is the integer 1, a date is text.
 */
final class Scalars {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern NOT_JSON = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
    private static final BigInteger LARGEST_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private Scalars() {}

    /** The value of a plain scalar; empty for infinities and not-a-number, which JSON does not have. */
    static Optional<JsonNode> plain(String text) {
        if (NULL.contains(text)) {
            return Optional.of(NullNode.getInstance());
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return Optional.of(BooleanNode.valueOf(TRUE.contains(text)));
        }
        if (NOT_JSON.matcher(text).matches()) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        boolean mayBeNumber = first == '.' || first == '+' || first == '-' || first >= '0' && first <= '9';
        return Optional.of(
                mayBeNumber ? number(text.replace("_", "")).orElseGet(() -> new TextNode(text)) : new TextNode(text));
    }

    private static Optional<JsonNode> number(String text) {
        if (INTEGER.matcher(text).matches()) {
            BigInteger value = integer(text);
            if (value.bitLength() < Long.SIZE) {
                return Optional.of(LongNode.valueOf(value.longValue()));
            }
            if (value.signum() > 0 && value.compareTo(LARGEST_UNSIGNED) <= 0) {
                return Optional.of(DoubleNode.valueOf(value.doubleValue()));
            }
        }
        if (FLOAT.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Optional.empty() : Optional.of(throughJson(value));
        }
        return Optional.empty();
    }

    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.substring(negative || text.startsWith("+") ? 1 : 0);
        BigInteger value = magnitude(digits);
        return negative ? value.negate() : value;
    }

    private static BigInteger magnitude(String digits) {
        if (digits.length() == 1 || digits.charAt(0) != '0') {
            return new BigInteger(digits);
        }
        return switch (Character.toLowerCase(digits.charAt(1))) {
            case 'x' -> new BigInteger(digits.substring(2), 16);
            case 'b' -> new BigInteger(digits.substring(2), 2);
            case 'o' -> new BigInteger(digits.substring(2), 8);
            default -> new BigInteger(digits, 8);
        };
    }

    /** A float64 on its way through JSON: without a fraction it is written as an integer, and is one from then on. */
    static JsonNode throughJson(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        boolean whole = shortest.stripTrailingZeros().scale() <= 0;
        return whole && shortest.toBigInteger().bitLength() < Long.SIZE
                ? LongNode.valueOf(shortest.longValue())
                : DoubleNode.valueOf(value);
    }
}
