package dev.cortexllm.operator.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Amounts as the API server spells them when it stores them: another spelling of ours would look like somebody's change for
 * ever. Source: {@code CanonicalizeBytes} of apimachinery's {@code resource.Quantity}.
 */
public final class CanonicalQuantity {
    private static final Set<String> MAPS = Set.of("limits", "requests");
    private static final Set<String> FIELDS = Set.of("sizeLimit", "divisor");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("m", "", "k", "M", "G", "T", "P", "E");
    private static final BigInteger KILO = BigInteger.valueOf(1_000);
    private static final BigInteger KIBI = BigInteger.valueOf(1_024);

    private CanonicalQuantity() {}

    /**
     * Spells an amount: the largest suffix that leaves no fraction, no finer than a thousandth.
     *
     * @param text such as {@code 1024Mi} or {@code 0.5}; what is no amount, or has an exponent, stays as it is
     * @return such as {@code 1Gi} or {@code 500m}
     */
    public static Quantity of(String text) {
        return Quantity.parse(spelled(text));
    }

    /**
     * Spells the amounts of an object anew, in place: those of {@code limits} and {@code requests}, {@code sizeLimit}.
     *
     * @param object a pod template, or what has one
     */
    public static void in(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (FIELDS.contains(field.getKey()) && field.getValue().isValueNode()) {
                object.put(field.getKey(), spelled(field.getValue().asText()));
            } else if (MAPS.contains(field.getKey()) && field.getValue() instanceof ObjectNode amounts) {
                amounts.properties()
                        .forEach(amount -> amounts.put(
                                amount.getKey(), spelled(amount.getValue().asText())));
            } else if (field.getValue() instanceof ObjectNode inner) {
                in(inner);
            } else if (field.getValue() instanceof ArrayNode list) {
                list.forEach(element -> {
                    if (element instanceof ObjectNode inner) {
                        in(inner);
                    }
                });
            }
        }
    }

    private static String spelled(String text) {
        String suffix = text.substring(text.length() - suffixLength(text));
        BigDecimal number;
        try {
            number = new BigDecimal(text.substring(0, text.length() - suffix.length()));
        } catch (NumberFormatException e) {
            return text;
        }
        if (BINARY.indexOf(suffix) > 0) {
            return binary(number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(suffix)))));
        }
        boolean exponent = text.length() > suffix.length() && number.scale() < 0;
        return exponent || !DECIMAL.contains(suffix)
                ? text
                : decimal(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 1)));
    }

    private static int suffixLength(String text) {
        int length = 0;
        while (length < text.length() && Character.isLetter(text.charAt(text.length() - 1 - length))) {
            length++;
        }
        return length;
    }

    /** Small ones, and those with a fraction, are spelled in decimals whatever they were given in. */
    private static String binary(BigDecimal value) {
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        return whole && value.abs().compareTo(new BigDecimal(KIBI)) >= 0
                ? suffixed(value.toBigInteger(), KIBI, BINARY)
                : decimal(value);
    }

    private static String decimal(BigDecimal value) {
        return suffixed(value.scaleByPowerOfTen(3).setScale(0, RoundingMode.UP).toBigInteger(), KILO, DECIMAL);
    }

    private static String suffixed(BigInteger amount, BigInteger step, List<String> suffixes) {
        BigInteger rest = amount;
        int suffix = 0;
        while (suffix + 1 < suffixes.size()
                && rest.signum() != 0
                && rest.mod(step).signum() == 0) {
            rest = rest.divide(step);
            suffix++;
        }
        return rest.signum() == 0 ? "0" : rest + suffixes.get(suffix);
    }
}
