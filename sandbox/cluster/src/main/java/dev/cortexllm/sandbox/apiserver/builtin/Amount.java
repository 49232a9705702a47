package dev.cortexllm.sandbox.apiserver.builtin;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Kubernetes' quantities spell them. */
final class Amount {
    private static final Pattern SHAPE = Pattern.compile("([0-9]+(?:[.][0-9]+)?)([A-Za-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "T",
            1_000_000_000_000L,
            "Ki",
            1L << 10,
            "Mi",
            1L << 20,
            "Gi",
            1L << 30,
            "Ti",
            1L << 40);

    private Amount() {}

    /** The number; 0 of what is none. */
    static BigDecimal of(String text) {
        Matcher amount = SHAPE.matcher(text);
        return amount.matches() && UNITS.containsKey(amount.group(2))
                ? new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(UNITS.get(amount.group(2))))
                : BigDecimal.ZERO;
    }
}
