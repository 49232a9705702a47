package dev.cortexllm.bench.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The values of several rounds in which everybody had his turn, by name. What the machine does meanwhile hits all of them. */
public final class Rounds {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /**
     * Plays rounds.
     *
     * @param count how many
     * @param players who takes part
     * @param name name of a player
     * @param turn one turn of a player, and its value
     */
    public static <P> Rounds play(
            int count, List<P> players, java.util.function.Function<P, String> name, ToDoubleFunction<P> turn) {
        Rounds rounds = new Rounds();
        for (int i = 0; i < count; i++) {
            for (P player : players) {
                rounds.add(name.apply(player), turn.applyAsDouble(player));
            }
        }
        return rounds;
    }

    /** Adds a value. */
    public void add(String name, double value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** Whether somebody took part. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The median of somebody's values; NaN when there are none. */
    public double median(String name) {
        List<Double> sorted =
                values.getOrDefault(name, List.of()).stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return Double.NaN;
        }
        return size % 2 == 1 ? sorted.get(size / 2) : (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
    }

    /**
     * A percentile of somebody's values.
     *
     * @param name his name
     * @param percent above 0, at most 100
     * @return the smallest value that so many percent of all do not exceed; NaN when there are none
     */
    public double percentile(String name, double percent) {
        List<Double> sorted =
                values.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(percent / 100 * sorted.size()) - 1);
    }

    /** The largest distance of somebody's value from his median, as a share of it. */
    public double spread(String name) {
        double median = median(name);
        return values.getOrDefault(name, List.of()).stream()
                .mapToDouble(value -> Math.abs(value - median) / median)
                .max()
                .orElse(Double.NaN);
    }

    /** All values, by name, in the order of the rounds. */
    public Map<String, List<Double>> all() {
        return values;
    }
}
