package dev.cortexllm.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one call of a benchmark took.
 *
 * @param benchmark its method
 * @param strategy of its policies; {@code -}: there is none
 * @param count how many policies, or replicas, there are; {@code -}: that is fixed
 * @param medianNanos nanoseconds of one call, the median
 * @param meanNanos the mean, which also holds what other programs did meanwhile
 * @param bytes garbage of one call
 */
public record Timing(
        String benchmark, String strategy, String count, double medianNanos, double meanNanos, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String NONE = "-";

    static List<Timing> of(Collection<RunResult> results) {
        return results.stream().map(Timing::of).toList();
    }

    private static Timing of(RunResult result) {
        BenchmarkParams params = result.getParams();
        Statistics nanos = result.getPrimaryResult().getStatistics();
        String name = params.getBenchmark();
        return new Timing(
                name.substring(name.lastIndexOf('.') + 1),
                param(params, "strategy"),
                Stream.of("policies", "replicas")
                        .map(key -> param(params, key))
                        .filter(value -> !value.equals(NONE))
                        .findFirst()
                        .orElse(NONE),
                nanos.getPercentile(50),
                nanos.getMean(),
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    private static String param(BenchmarkParams params, String key) {
        return params.getParamsKeys().contains(key) ? params.getParam(key) : NONE;
    }
}
