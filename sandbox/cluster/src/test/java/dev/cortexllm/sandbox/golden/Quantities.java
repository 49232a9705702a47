package dev.cortexllm.sandbox.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How an API server spells amounts: the largest suffix that leaves no fraction, binary ones for what was given in binary
 * ones, no finer than a thousandth. Source: {@code CanonicalizeBytes} of apimachinery's {@code resource.Quantity}.
 */
final class Quantities {
    private static final Set<String> MAPS = Set.of("limits", "requests");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("m", "", "k", "M", "G", "T", "P", "E");
    private static final BigInteger KILO = BigInteger.valueOf(1_000);
    private static final BigInteger KIBI = BigInteger.valueOf(1_024);

    private Quantities() {}

    /** Amounts of an object that an API server would spell in another way. */
    static List<String> respelled(JsonNode object) {
        List<String> found = new ArrayList<>();
        look("", object, found);
        return found;
    }

    private static void look(String place, JsonNode node, List<String> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(place + "[" + i + "]", node.get(i), found);
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String where = place + "." + field.getKey();
            if (MAPS.contains(field.getKey()) && field.getValue().isObject()) {
                field.getValue().properties().forEach(one -> judge(where + "." + one.getKey(), one.getValue(), found));
            } else if (field.getKey().equals("sizeLimit")) {
                judge(where, field.getValue(), found);
            } else {
                look(where, field.getValue(), found);
            }
        }
    }

    private static void judge(String place, JsonNode amount, List<String> found) {
        if (!amount.isTextual() || !canonical(amount.asText()).equals(amount.asText())) {
            found.add(place + ": " + amount + " is stored as \"" + canonical(amount.asText()) + "\"");
        }
    }

    /**
     * Spells an amount as it is stored.
     *
     * @param text such as {@code 1024Mi} or {@code 0.5}
     * @return such as {@code 1Gi} or {@code 500m}
     */
    static String canonical(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1)) && !exponent(text, end)) {
            end--;
        }
        BigDecimal number = new BigDecimal(text.substring(0, end));
        String suffix = text.substring(end);
        if (BINARY.indexOf(suffix) > 0) {
            BigDecimal value = number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(suffix))));
            boolean whole = value.stripTrailingZeros().scale() <= 0;
            // Small ones, and those with a fraction, are spelled in decimals whatever they were given in.
            if (whole && value.abs().compareTo(new BigDecimal(KIBI)) >= 0) {
                return spelled(value.toBigInteger(), KIBI, BINARY, 0);
            }
            return decimal(value);
        }
        return decimal(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 1)));
    }

    /** An {@code E} with a digit behind it is no suffix; those are not to be met here otherwise. */
    private static boolean exponent(String text, int end) {
        return end < text.length() && Character.isDigit(text.charAt(end));
    }

    private static String decimal(BigDecimal value) {
        return spelled(
                value.scaleByPowerOfTen(3).setScale(0, RoundingMode.CEILING).toBigInteger(), KILO, DECIMAL, 0);
    }

    private static String spelled(BigInteger amount, BigInteger step, List<String> suffixes, int from) {
        BigInteger rest = amount;
        int suffix = from;
        while (suffix + 1 < suffixes.size()
                && rest.signum() != 0
                && rest.mod(step).signum() == 0) {
            rest = rest.divide(step);
            suffix++;
        }
        return rest.signum() == 0 ? "0" : rest + suffixes.get(suffix);
    }
}
