package dev.cortexllm.schema.cel.library;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity such as {@code 1.5Gi} or {@code 250m} ({@code resource.ParseQuantity}); equal when the amounts are.
 *
 * @param amount in units, without trailing zeros
 */
record Quantity(BigDecimal amount) {
    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\\d{1,3}))?");
    private static final Map<String, Integer> TENS =
            Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String BINARY = "KMGTPE";

    static Optional<Quantity> parse(String text) {
        Matcher syntax = SYNTAX.matcher(text);
        if (!syntax.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(syntax.group(1));
        String suffix = syntax.group(2);
        if (suffix == null) {
            int exponent = syntax.group(3) == null ? 0 : Integer.parseInt(syntax.group(3));
            return Optional.of(of(number.scaleByPowerOfTen(exponent)));
        }
        return Optional.of(of(
                suffix.endsWith("i")
                        ? number.multiply(
                                new BigDecimal(BigInteger.ONE.shiftLeft(10 * (BINARY.indexOf(suffix.charAt(0)) + 1))))
                        : number.scaleByPowerOfTen(TENS.get(suffix))));
    }

    static Quantity of(BigDecimal amount) {
        return new Quantity(amount.stripTrailingZeros());
    }

    boolean isInteger() {
        return amount.scale() <= 0 && amount.toBigInteger().bitLength() < Long.SIZE;
    }

    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
