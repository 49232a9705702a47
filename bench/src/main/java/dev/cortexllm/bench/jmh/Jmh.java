package dev.cortexllm.bench.jmh;

import dev.cortexllm.bench.table.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the benchmarks and holds them against their bounds. Exits with 1 when one of them is passed. Time is the median of the
 * calls: the mean beside it also holds what other programs of the machine did meanwhile.
 */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "Measures what a decision costs, by JMH: time and bytes")
public final class Jmh implements Callable<Integer> {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final int WARM_UPS = 3;

    @Parameters(arity = "0..1", defaultValue = "dev.cortexllm.bench", description = "which ones: a regular expression")
    private String which;

    @Option(names = "--iterations", defaultValue = "5", description = "of a second each (${DEFAULT-VALUE})")
    private int iterations;

    @Option(names = "--verbose", description = "with JMH's own output")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Timing> timings = new Benchmarks(which, List.of(), WARM_UPS, iterations, verbose).run();
        PrintWriter out = spec.commandLine().getOut();
        boolean holds = print(timings, out);
        List<String> grown = Growth.of(timings);
        grown.forEach(out::println);
        holds &= grown.isEmpty();
        out.println(holds ? "all bounds hold" : "not all bounds hold");
        out.flush();
        return holds ? 0 : 1;
    }

    private static boolean print(List<Timing> timings, PrintWriter out) {
        Table table = new Table(
                "benchmark", "strategy", "number", "median us", "mean us", "bytes", "bound us", "bound bytes", "");
        boolean all = true;
        for (Timing timing : timings) {
            Bound bound = Bound.of(timing.benchmark());
            double median = timing.medianNanos() / NANOS_PER_MICRO;
            boolean holds = bound.holds(median, timing.bytes());
            all &= holds;
            table.row(
                    timing.benchmark(),
                    timing.strategy(),
                    timing.count(),
                    micros(median),
                    micros(timing.meanNanos() / NANOS_PER_MICRO),
                    Table.whole(timing.bytes()),
                    Table.whole(bound.micros()),
                    bound.bytes() == Double.MAX_VALUE ? "-" : Table.whole(bound.bytes()),
                    holds ? "" : "too much");
        }
        out.println(table);
        return all;
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
