package dev.cortexllm.engine;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes, spelled as Kubernetes' quantities. */
public final class Sizes {
    /** Bytes of a GiB. */
    static final double GIB = 1L << 30;
    /** MiB of a GiB. */
    static final double MIB_OF_GIB = 1024;

    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18}(?:[.][0-9]{1,9})?)(k|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Map<String, Long> UNITS = Map.of(
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

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @param text such as {@code 595G} or {@code 16Gi}
     * @return bytes; empty when it is none
     */
    public static Optional<Double> bytes(String text) {
        Matcher size = SHAPE.matcher(text == null ? "" : text);
        return size.matches()
                ? Optional.of(new BigDecimal(size.group(1)).doubleValue()
                        * UNITS.getOrDefault(size.group(2) == null ? "" : size.group(2), 1L))
                : Optional.empty();
    }
}
