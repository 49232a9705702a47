package dev.cortexllm.bench.jmh;

import java.util.List;

/**
 * What a benchmark may cost.
 *
 * @param benchmark its method
 * @param micros microseconds at the most
 * @param bytes bytes of garbage at the most
 */
public record Bound(String benchmark, double micros, double bytes) {
    /** All of them. */
    public static final List<Bound> ALL = List.of(
            new Bound("same", 5, 512),
            new Bound("another", 5, 512),
            new Bound("picked", 10, 512),
            new Bound("wide", 200, Double.MAX_VALUE),
            new Bound("classify", 100, Double.MAX_VALUE));

    /**
     * The bound of a benchmark.
     *
     * @param benchmark its method
     * @return its bound
     */
    public static Bound of(String benchmark) {
        return ALL.stream()
                .filter(bound -> benchmark.equals(bound.benchmark))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(benchmark + " has no bound"));
    }

    /** Whether a result is within it. */
    boolean holds(double tookMicros, double allocatedBytes) {
        // A tenth of a byte per call is what other threads allocate meanwhile.
        return tookMicros <= micros && allocatedBytes < bytes + 1;
    }
}
