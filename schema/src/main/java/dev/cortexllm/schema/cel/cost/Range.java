package dev.cortexllm.schema.cel.cost;

/**
 * Least and most of a size or a cost; arithmetic stops at {@link Long#MAX_VALUE}, which means without bound
 * ({@code SizeEstimate} and {@code CostEstimate} of {@code cel-go/checker/cost.go}).
 *
 * @param min the least
 * @param max the most
 */
record Range(long min, long max) {
    static final Range ZERO = new Range(0, 0);
    static final Range UNKNOWN = new Range(0, Long.MAX_VALUE);

    static Range fixed(long value) {
        return new Range(value, value);
    }

    Range plus(Range other) {
        return new Range(sum(min, other.min), sum(max, other.max));
    }

    Range times(Range other) {
        return new Range(product(min, other.min), product(max, other.max));
    }

    Range times(double factor) {
        return new Range(scaled(min, factor), scaled(max, factor));
    }

    Range union(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    static long sum(long left, long right) {
        return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
    }

    static long product(long left, long right) {
        return right != 0 && left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
    }

    /** Rounded up; the cast stops at the largest long. */
    static long scaled(long value, double factor) {
        return value == Long.MAX_VALUE && factor > 0 ? Long.MAX_VALUE : (long) Math.ceil(value * factor);
    }
}
