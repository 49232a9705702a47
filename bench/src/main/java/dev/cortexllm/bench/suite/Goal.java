package dev.cortexllm.bench.suite;

import java.util.Locale;

/**
 * What a number must reach.
 *
 * @param kind whether it is a bound at all, and on which side
 * @param bound the bound
 * @param of whether the ratio or our own value is held against it
 */
public record Goal(Kind kind, double bound, Of of) {
    /** Shown for what it is worth. */
    public static final Goal NONE = new Goal(Kind.NONE, 0, Of.RATIO);

    /** Which side. */
    public enum Kind {
        NONE,
        AT_LEAST,
        AT_MOST
    }

    /** What is held against the bound. */
    public enum Of {
        RATIO,
        OURS
    }

    /** Our value is at least so many times the reference's. */
    public static Goal ratioAtLeast(double bound) {
        return new Goal(Kind.AT_LEAST, bound, Of.RATIO);
    }

    /** Our value is at most so many times the reference's. */
    public static Goal ratioAtMost(double bound) {
        return new Goal(Kind.AT_MOST, bound, Of.RATIO);
    }

    /** Our value is at most this. */
    public static Goal atMost(double bound) {
        return new Goal(Kind.AT_MOST, bound, Of.OURS);
    }

    /** Whether it is reached. */
    boolean reached(double ours, double ratio) {
        double value = of == Of.RATIO ? ratio : ours;
        return switch (kind) {
            case NONE -> true;
            case AT_LEAST -> value >= bound;
            case AT_MOST -> value <= bound;
        };
    }

    @Override
    public String toString() {
        if (kind == Kind.NONE) {
            return "-";
        }
        String number = bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
        return (of == Of.OURS ? "ours" : "ratio") + (kind == Kind.AT_LEAST ? ">=" : "<=") + number;
    }
}
