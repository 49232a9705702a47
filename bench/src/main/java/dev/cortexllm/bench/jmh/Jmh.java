package dev.cortexllm.bench.jmh;

import dev.cortexllm.bench.table.Table;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
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
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Parameters(arity = "0..1", defaultValue = "dev.cortexllm.bench", description = "which ones: a regular expression")
    private String which;

    @Option(names = "--iterations", defaultValue = "5", description = "of a second each (${DEFAULT-VALUE})")
    private int iterations;

    @Option(names = "--verbose", description = "with JMH's own output")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(which)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("-Xmx2g")
                        .addProfiler(GCProfiler.class)
                        .verbosity(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        PrintWriter out = spec.commandLine().getOut();
        boolean holds = print(results, out);
        List<String> grown = Growth.of(results);
        grown.forEach(out::println);
        holds &= grown.isEmpty();
        out.println(holds ? "all bounds hold" : "not all bounds hold");
        out.flush();
        return holds ? 0 : 1;
    }

    private static boolean print(Collection<RunResult> results, PrintWriter out) {
        Table table = new Table(
                "benchmark", "strategy", "policies", "median us", "mean us", "bytes", "bound us", "bound bytes", "");
        boolean all = true;
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            Bound bound = Bound.of(params.getBenchmark());
            Statistics nanos = result.getPrimaryResult().getStatistics();
            double median = nanos.getPercentile(50) / NANOS_PER_MICRO;
            double bytes = result.getSecondaryResults().get(ALLOCATED).getScore();
            boolean holds = bound.holds(median, bytes);
            all &= holds;
            table.row(
                    bound.benchmark(),
                    params.getParamsKeys().contains("strategy") ? params.getParam("strategy") : "-",
                    params.getParamsKeys().contains("policies") ? params.getParam("policies") : "-",
                    micros(median),
                    micros(nanos.getMean() / NANOS_PER_MICRO),
                    Table.whole(bytes),
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
