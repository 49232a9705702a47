package dev.cortexllm.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
     * @param timings of all benchmarks
     * @return a sentence for each strategy that gets dearer
     */
    static List<String> of(List<Timing> timings) {
        Map<String, Map<Integer, Double>> medians = new TreeMap<>();
        timings.stream().filter(timing -> timing.benchmark().equals("same")).forEach(timing -> medians.computeIfAbsent(
                        timing.strategy(), strategy -> new TreeMap<>())
                .put(Integer.valueOf(timing.count()), timing.medianNanos()));
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
