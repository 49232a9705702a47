package dev.cortexllm.bench.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * Whether a decision gets dearer with the number of policies: a request for one and the same policy, among 100 and among
 * 10,000. Twice as much is within what a shared machine does by itself; a walk along all policies would be a hundred times.
 */
final class Growth {
    private static final double MOST = 2;

    private Growth() {}

    /**
     * Looks.
     *
     * @param results of all benchmarks
     * @return a sentence for each strategy that gets dearer
     */
    static List<String> of(Collection<RunResult> results) {
        Map<String, Map<Integer, Double>> medians = new TreeMap<>();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            if (params.getBenchmark().endsWith(".same")) {
                medians.computeIfAbsent(params.getParam("strategy"), strategy -> new TreeMap<>())
                        .put(
                                Integer.valueOf(params.getParam("policies")),
                                result.getPrimaryResult().getStatistics().getPercentile(50));
            }
        }
        return grown(medians);
    }

    /**
     * Compares.
     *
     * @param medians nanoseconds by strategy and number of policies
     * @return a sentence for each strategy that gets dearer
     */
    static List<String> grown(Map<String, Map<Integer, Double>> medians) {
        List<String> grown = new ArrayList<>();
        medians.forEach((strategy, byPolicies) -> {
            List<Double> inOrder = new ArrayList<>(new TreeMap<>(byPolicies).values());
            double few = inOrder.get(0);
            double many = inOrder.get(inOrder.size() - 1);
            if (many > MOST * few) {
                grown.add(strategy + " takes " + Math.round(many) + " ns among many policies and " + Math.round(few)
                        + " ns among few");
            }
        });
        return grown;
    }
}
