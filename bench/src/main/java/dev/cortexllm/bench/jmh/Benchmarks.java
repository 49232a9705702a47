package dev.cortexllm.bench.jmh;

import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks of this package, each point in a JVM of its own.
 *
 * @param include which ones: a regular expression
 * @param strategies for those that have one; empty: every strategy there is
 * @param warmUps iterations of a second before the counting begins
 * @param iterations of a second each that count
 * @param verbose with JMH's own output
 */
public record Benchmarks(String include, List<String> strategies, int warmUps, int iterations, boolean verbose) {
    /**
     * Runs them.
     *
     * @return what each point took
     * @throws IllegalStateException when one of them fails
     */
    public List<Timing> run() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(include)
                .forks(1)
                .warmupIterations(warmUps)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-Xmx2g")
                .addProfiler(GCProfiler.class)
                .verbosity(verbose ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (!strategies.isEmpty()) {
            options.param("strategy", strategies.toArray(new String[0]));
        }
        try {
            return Timing.of(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark failed", e);
        }
    }
}
