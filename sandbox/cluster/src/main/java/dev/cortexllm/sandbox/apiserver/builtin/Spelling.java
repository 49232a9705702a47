package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a server spells built-in objects when it stores them, which an operator that compares must know: amounts with the
 * largest suffix that leaves no fraction, and nothing of fields that are false, 0 or empty where the Go type says {@code
 * omitempty} of a plain value. Sources: {@code CanonicalizeBytes} of apimachinery's {@code resource.Quantity}, {@code
 * types.go} of the core and apps groups.
 */
public final class Spelling {
    /** Those that hold pods, or ask for amounts; a CustomResourceDefinition has fields of the same names in its schema. */
    private static final Set<String> KINDS = Set.of(
            "Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "Service", "PersistentVolumeClaim");

    private static final Set<String> MAPS = Set.of("limits", "requests", "capacity", "allocatable");
    private static final Set<String> AMOUNTS = Set.of("sizeLimit", "divisor");
    private static final Set<String> OMITTED_WHEN_ZERO = Set.of(
            "readOnly",
            "stdin",
            "stdinOnce",
            "tty",
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "paused",
            "publishNotReadyAddresses",
            "initialDelaySeconds",
            "minReadySeconds",
            "value",
            "subPath",
            "subPathExpr",
            "workingDir",
            "medium",
            "effect");

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("m", "", "k", "M", "G", "T", "P", "E");
    private static final BigInteger KILO = BigInteger.valueOf(1_000);
    private static final BigInteger KIBI = BigInteger.valueOf(1_024);

    private Spelling() {}

    /** Spells what an object says, in place. */
    public static void asStored(ObjectNode object) {
        if (KINDS.contains(object.path("kind").asText()) && object.get("spec") instanceof ObjectNode spec) {
            spell(spec);
        }
    }

    private static void spell(ObjectNode object) {
        for (String name : names(object)) {
            JsonNode value = object.get(name);
            if (OMITTED_WHEN_ZERO.contains(name) && zero(value)) {
                object.remove(name);
            } else if (AMOUNTS.contains(name) && value.isValueNode()) {
                object.put(name, canonical(value.asText()));
            } else if (MAPS.contains(name) && value instanceof ObjectNode amounts) {
                names(amounts)
                        .forEach(amount -> amounts.put(
                                amount, canonical(amounts.get(amount).asText())));
            } else if (value instanceof ObjectNode inner) {
                spell(inner);
            } else if (value instanceof ArrayNode list) {
                list.forEach(element -> {
                    if (element instanceof ObjectNode inner) {
                        spell(inner);
                    }
                });
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            names.add(field.getKey());
        }
        return names;
    }

    private static boolean zero(JsonNode value) {
        return value.isBoolean() && !value.asBoolean()
                || value.isNumber() && value.asDouble() == 0
                || value.isTextual() && value.asText().isEmpty();
    }

    /**
     * Spells an amount as it is stored.
     *
     * @param text such as {@code 1024Mi} or {@code 0.5}; what is no amount, or has an exponent, stays as it is
     * @return such as {@code 1Gi} or {@code 500m}
     */
    public static String canonical(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        String suffix = text.substring(end);
        if (!DECIMAL.contains(suffix) && !BINARY.contains(suffix)
                || !text.substring(0, end).matches("[+-]?[0-9]+([.][0-9]*)?|[+-]?[.][0-9]+")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text.substring(0, end));
        if (BINARY.indexOf(suffix) > 0) {
            BigDecimal value = number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(suffix))));
            boolean whole = value.stripTrailingZeros().scale() <= 0;
            // Small ones, and those with a fraction, are spelled in decimals whatever they were given in.
            if (whole && value.abs().compareTo(new BigDecimal(KIBI)) >= 0) {
                return spelled(value.toBigInteger(), KIBI, BINARY);
            }
            return decimal(value);
        }
        return decimal(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 1)));
    }

    private static String decimal(BigDecimal value) {
        return spelled(value.scaleByPowerOfTen(3).setScale(0, RoundingMode.UP).toBigInteger(), KILO, DECIMAL);
    }

    private static String spelled(BigInteger amount, BigInteger step, List<String> suffixes) {
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
