package dev.cortexllm.operator.policy;

import java.math.BigDecimal;

/** USD as text, exact to a millionth. */
final class Money {
    private static final int MICRO_DIGITS = 6;

    private Money() {}

    /** {@code 1204000} as {@code 1.204}. */
    static String text(long microUsd) {
        return microUsd == 0
                ? "0"
                : BigDecimal.valueOf(microUsd, MICRO_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** {@code 1.204} as {@code 1204000}; 0 for what is not a number. */
    static long micro(String usd) {
        try {
            return new BigDecimal(usd).movePointRight(MICRO_DIGITS).longValue();
        } catch (NumberFormatException e) {
            return 0; // Somebody else has written to our status; the count starts anew.
        }
    }
}
