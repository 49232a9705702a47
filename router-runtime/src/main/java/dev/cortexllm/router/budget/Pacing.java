package dev.cortexllm.router.budget;

/**
 * How the rest of a budget is spread over the rest of its window: from the moment at which the threshold was crossed the
 * allowance rises evenly from the threshold to the budget's end, which it reaches when the window ends. Millis are Unix time,
 * money is nano-USD.
 *
 * @param from the threshold
 * @param to where it ends, at least {@code from}
 * @param since when the threshold was crossed
 * @param until when the window ends, after {@code since}
 */
record Pacing(long from, long to, long since, long until) {

    /** What may be used at a moment. */
    long allowance(long now) {
        if (now >= until) {
            return to;
        }
        return from + mulDiv(to - from, Math.max(0, now - since), until - since);
    }

    /** How long until as much as is used will be allowed, in milliseconds; 0: now; the window's end at the latest. */
    long wait(long used, long now) {
        if (used <= allowance(now)) {
            return 0;
        }
        if (used >= to || to == from) {
            return Math.max(1, until - now);
        }
        long at = since + mulDiv(until - since, used - from, to - from) + 1;
        return Math.max(1, Math.min(at, until) - now);
    }

    /** {@code a * b / c}, without overflow in between, for values that are not negative and {@code b <= c}. */
    private static long mulDiv(long a, long b, long c) {
        long high = Math.multiplyHigh(a, b);
        if (high == 0 && a * b >= 0) {
            return a * b / c;
        }
        return java.math.BigInteger.valueOf(a)
                .multiply(java.math.BigInteger.valueOf(b))
                .divide(java.math.BigInteger.valueOf(c))
                .longValueExact();
    }
}
