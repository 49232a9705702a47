package dev.cortexllm.catalogue;

import dev.cortexllm.api.v1alpha1.Task;
import java.util.List;
import java.util.Map;

/**
 * How good a model is, by published benchmarks, from 0 to 100. Computed by {@link Benchmarks} from the figures.
 *
 * @param overall over all; null when unknown
 * @param tasks at single tasks, in their order; a task that is missing is unknown
 * @param figures what it was computed from
 */
public record Quality(Double overall, Map<Task, Double> tasks, List<Figure> figures) {
    /**
     * A benchmark's figure of a model.
     *
     * @param benchmark name of the benchmark
     * @param figure as published: a number, or place/field of a ranking
     * @param source where it was read
     * @param date when, as {@code yyyy-mm-dd} or less of it
     */
    public record Figure(String benchmark, String figure, String source, String date) {}

    /**
     * How good it is at a task.
     *
     * @param task the task; null: over all
     * @return its quality there, over all where that is unknown; null when both are
     */
    public Double at(Task task) {
        Double there = task == null ? null : tasks.get(task);
        return there == null ? overall : there;
    }
}
