package dev.cortexllm.sandbox.models.metrics;

import java.util.List;

/** Counts observations by size, as a Prometheus histogram does. Not safe for several threads. */
final class Histogram {
    private final List<Double> bounds;
    private final long[] counts;
    private long count;
    private double sum;

    /** A histogram whose buckets end at these bounds, in ascending order. */
    Histogram(List<Double> bounds) {
        this.bounds = bounds;
        this.counts = new long[bounds.size()];
    }

    void observe(double value) {
        count++;
        sum += value;
        for (int i = 0; i < counts.length; i++) {
            if (value <= bounds.get(i)) {
                counts[i]++;
                return;
            }
        }
    }

    /** Writes the series; buckets are cumulative on the wire. */
    void write(ExpositionText text, String name, String help) {
        text.family(name, "histogram", help);
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            text.sample(name + "_bucket", below, "le", Double.toString(bounds.get(i)));
        }
        text.sample(name + "_bucket", count, "le", "+Inf");
        text.sample(name + "_count", count);
        text.sample(name + "_sum", sum);
    }
}
