package dev.cortexllm.bench.suite;

import java.util.Locale;

/**
 * One result.
 *
 * @param measure what was measured, with its unit, such as {@code peak-pass-1k-rps}
 * @param ours our value
 * @param reference what it is held against; {@code none} where it stands alone
 * @param value the reference's value; NaN when there is none
 * @param goal what must be reached
 * @param spread largest distance of a round from the median, as a share of it; NaN when there was one round
 */
public record Line(String measure, double ours, String reference, double value, Goal goal, double spread) {
    /** Ours over the reference's; NaN where there is none. */
    public double ratio() {
        return ours / value;
    }

    /** Whether the goal is reached. */
    public boolean reached() {
        return goal.reached(ours, ratio());
    }

    /** The line that is printed. */
    @Override
    public String toString() {
        return "measure=" + measure + " ours=" + number(ours) + " ref=" + reference
                + (Double.isNaN(value) ? "" : ":" + number(value)) + " ratio=" + number(ratio()) + " goal=" + goal + " "
                + verdict();
    }

    /** {@code ok} or {@code MISS}. */
    String verdict() {
        return reached() ? "ok" : "MISS";
    }

    /** A number with as many digits as it is worth. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return size >= 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
