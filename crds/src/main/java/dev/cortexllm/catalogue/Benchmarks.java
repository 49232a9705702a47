package dev.cortexllm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the figures of benchmarks count, as {@code benchmarks.yaml} says. */
final class Benchmarks {
    private static final String OVERALL = "Overall";
    private static final double BEST = 100;
    private static final double TENTHS = 10;

    private final Map<String, Benchmark> byName;

    private record Benchmark(List<Task> tasks, boolean overall, NavigableMap<Double, Double> scale, double weight) {}

    private record Entry(List<String> speaksFor, TreeMap<Double, Double> scale, Double weight, String about) {}

    private Benchmarks(Map<String, Benchmark> byName) {
        this.byName = byName;
    }

    /** Reads the file; throws IllegalArgumentException naming the benchmark that is wrong. */
    static Benchmarks read(String yaml) {
        Map<String, Entry> entries;
        try {
            entries = new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Entry>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException("benchmarks.yaml: " + e.getMessage(), e);
        }
        Map<String, Benchmark> byName = new HashMap<>();
        entries.forEach((name, entry) -> byName.put(name, benchmark(name, entry)));
        return new Benchmarks(byName);
    }

    private static Benchmark benchmark(String name, Entry entry) {
        if (entry.scale() == null || entry.scale().size() < 2) {
            throw new IllegalArgumentException("benchmarks.yaml: " + name + " needs a scale of two points or more");
        }
        if (entry.scale().values().stream().anyMatch(quality -> quality < 0 || quality > BEST)) {
            throw new IllegalArgumentException("benchmarks.yaml: the scale of " + name + " leaves 0 to 100");
        }
        if (entry.speaksFor() == null || entry.about() == null) {
            throw new IllegalArgumentException("benchmarks.yaml: " + name + " needs speaksFor and about");
        }
        if (entry.weight() != null && (entry.weight() <= 0 || entry.weight() > 1)) {
            throw new IllegalArgumentException(
                    "benchmarks.yaml: the weight of " + name + " must be above 0 and at most 1");
        }
        List<Task> tasks = new ArrayList<>();
        for (String task : entry.speaksFor()) {
            if (!task.equals(OVERALL)) {
                tasks.add(Task.of(task)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "benchmarks.yaml: " + name + " speaks for '" + task + "', which is no task")));
            }
        }
        return new Benchmark(
                tasks, entry.speaksFor().contains(OVERALL), entry.scale(), entry.weight() == null ? 1 : entry.weight());
    }

    /** What a model's figures come to; throws IllegalArgumentException naming the figure that is wrong. */
    Quality quality(List<Quality.Figure> figures) {
        double[] sum = new double[Task.values().length + 1];
        double[] weight = new double[sum.length];
        double all = 0;
        double allWeight = 0;
        for (Quality.Figure figure : figures) {
            Benchmark benchmark = byName.get(figure.benchmark());
            if (benchmark == null) {
                throw new IllegalArgumentException("benchmarks.yaml does not know '" + figure.benchmark() + "'");
            }
            double quality = on(benchmark.scale(), number(figure.figure()));
            for (Task task : benchmark.tasks()) {
                sum[task.ordinal()] += quality * benchmark.weight();
                weight[task.ordinal()] += benchmark.weight();
            }
            all += quality * benchmark.weight();
            allWeight += benchmark.weight();
            if (benchmark.overall()) {
                sum[sum.length - 1] += quality * benchmark.weight();
                weight[sum.length - 1] += benchmark.weight();
            }
        }
        if (weight[sum.length - 1] == 0) {
            sum[sum.length - 1] = all;
            weight[sum.length - 1] = allWeight;
        }
        Map<Task, Double> tasks = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            Double mean = mean(sum, weight, task.ordinal());
            if (mean != null) {
                tasks.put(task, mean);
            }
        }
        return new Quality(mean(sum, weight, sum.length - 1), Collections.unmodifiableMap(tasks), List.copyOf(figures));
    }

    /** To a tenth: the figures are no better than that. */
    private static Double mean(double[] sum, double[] weight, int at) {
        return weight[at] == 0 ? null : Math.round(sum[at] / weight[at] * TENTHS) / TENTHS;
    }

    /** A number as it is; a place of a ranking as percent of the others that are behind it. */
    private static double number(String figure) {
        int slash = figure.indexOf('/');
        if (slash < 0) {
            return Double.parseDouble(figure);
        }
        double place = Integer.parseInt(figure.substring(0, slash));
        double field = Integer.parseInt(figure.substring(slash + 1));
        if (place < 1 || place > field || field < 2) {
            throw new NumberFormatException("'" + figure + "' is not a place in a field");
        }
        return BEST * (field - place) / (field - 1);
    }

    private static double on(NavigableMap<Double, Double> scale, double figure) {
        Map.Entry<Double, Double> below = scale.floorEntry(figure);
        Map.Entry<Double, Double> above = scale.ceilingEntry(figure);
        if (below == null) {
            return above.getValue();
        }
        if (above == null || above.getKey().equals(below.getKey())) {
            return below.getValue();
        }
        double share = (figure - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }
}
