package dev.cortexllm.bench.suite;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.bench.jmh.Benchmarks;
import dev.cortexllm.bench.jmh.Bound;
import dev.cortexllm.bench.jmh.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What choosing and classifying cost, by JMH: time and garbage of one call, among many of something beside among few of it. */
final class Decisions implements Measure {
    private static final String PACKAGE = "dev.cortexllm.bench.jmh";
    /** What there are many of in a benchmark. */
    private static final Map<String, String> MANY =
            Map.of("same", "policies", "another", "models", "wide", "targets", "picked", "replicas");

    private static final String WIDE = "wide";
    private static final String WIDE_TARGETS = "1000";
    private static final String USUAL_TARGETS = "8";
    /** Twice as much is within what a shared machine does by itself; a walk along all policies would be a hundred times. */
    private static final double GROWTH = 2;

    private static final double NANOS_PER_MICRO = 1_000;

    @Override
    public String name() {
        return "decisions";
    }

    @Override
    public void run(Lab lab) {
        // Every strategy takes minutes.
        List<String> strategies = lab.quick() ? List.of(Strategy.BALANCED.name()) : List.of();
        lines(new Benchmarks(PACKAGE, strategies, lab.quick(1, 3), lab.quick(1, 5), false).run())
                .forEach(lab::line);
    }

    /** The lines of the table: time and bytes of each point that has many of something, and of what stands alone. */
    static List<Line> lines(List<Timing> timings) {
        List<Line> lines = new ArrayList<>();
        for (Timing timing : timings) {
            if (!MANY.containsKey(timing.benchmark())) {
                add(lines, timing.benchmark(), timing, "none", Optional.empty());
            } else {
                few(timings, timing)
                        .ifPresent(few -> add(lines, name(timing), timing, reference(timing, few), Optional.of(few)));
            }
        }
        return lines;
    }

    private static void add(List<Line> lines, String name, Timing ours, String reference, Optional<Timing> few) {
        Bound bound = Bound.of(ours.benchmark());
        // One and the same policy costs no more among many others; what else costs more among many has its own bound.
        Goal time = ours.benchmark().equals("same")
                ? Goal.ratioAtMost(GROWTH)
                : Goal.atMost(NANOS_PER_MICRO * bound.micros());
        lines.add(line(name + "-ns", ours.medianNanos(), reference, few.map(Timing::medianNanos), time));
        Goal bytes = bound.bytes() == Double.MAX_VALUE ? Goal.NONE : Goal.atMost(bound.bytes());
        lines.add(line(name + "-bytes", Math.rint(ours.bytes()), reference, few.map(Timing::bytes), bytes));
    }

    private static Line line(String name, double ours, String reference, Optional<Double> value, Goal goal) {
        return new Line(name, ours, reference, value.orElse(Double.NaN), goal, Double.NaN);
    }

    private static String name(Timing timing) {
        String strategy = timing.strategy().equals("-")
                ? ""
                : "-" + timing.strategy().toLowerCase(Locale.ROOT).replace('_', '-');
        return "choose" + strategy + "-" + MANY.get(timing.benchmark()) + "-" + count(timing);
    }

    private static String reference(Timing many, Timing few) {
        return MANY.get(many.benchmark()) + "-" + (many.benchmark().equals(WIDE) ? USUAL_TARGETS : few.count());
    }

    private static String count(Timing timing) {
        return timing.benchmark().equals(WIDE) ? WIDE_TARGETS : timing.count();
    }

    /** The same with few of what a point has many of; empty when the point itself has few. */
    private static Optional<Timing> few(List<Timing> timings, Timing many) {
        return timings.stream()
                .filter(timing -> timing.strategy().equals(many.strategy()))
                .filter(timing -> many.benchmark().equals(WIDE)
                        ? timing.benchmark().equals("same")
                                && few(timings, timing).isEmpty()
                        : timing.benchmark().equals(many.benchmark())
                                && Integer.parseInt(timing.count()) < Integer.parseInt(many.count()))
                .findFirst();
    }
}
