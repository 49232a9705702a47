package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.Parallelism;
import java.util.Objects;
import java.util.Optional;

/**
 * How one replica of a model is cut over nodes and GPUs. A copy of the attention layers takes {@code tensor × pipeline} GPUs.
 *
 * @param nodes nodes of the replica
 * @param gpus GPUs of each node; 0: none
 * @param tensor GPUs that each layer is cut over
 * @param pipeline stages that the layers are cut into
 * @param data copies of the attention layers
 * @param expert whether experts are spread over all GPUs instead of cut
 */
public record Layout(int nodes, int gpus, int tensor, int pipeline, int data, boolean expert) {
    /** More GPUs than anybody has; numbers beyond it would overflow. */
    private static final long MOST = 1 << 20;

    /**
     * Resolves a layout. What is not said follows from the rest: one copy, cut by tensors over the GPUs of a node and by
     * stages over what is left.
     *
     * @param nodes nodes of the replica, at least 1
     * @param gpus GPUs of each node, at least 0
     * @param given what the user says; null: nothing
     * @param preset what the preset says; null: nothing
     * @return the layout; {@link #misfit} tells whether it makes sense
     */
    static Layout of(int nodes, int gpus, Parallelism given, Parallelism preset) {
        Parallelism told = given == null ? preset : given;
        Integer tensor = told == null ? null : told.tensor();
        Integer pipeline = told == null ? null : told.pipeline();
        int data = told == null || told.data() == null ? 1 : Math.max(1, told.data());
        boolean expert = told != null && Boolean.TRUE.equals(told.expert());
        int copy = (int) Math.max(1, Math.min(MOST, (long) nodes * gpus) / data);
        int cut = Objects.requireNonNullElseGet(
                tensor,
                () -> pipeline == null ? Math.max(1, Math.min(gpus, copy)) : Math.max(1, copy / Math.max(1, pipeline)));
        int stages = Objects.requireNonNullElseGet(pipeline, () -> Math.max(1, copy / Math.max(1, cut)));
        return new Layout(nodes, gpus, cut, stages, data, expert);
    }

    /** GPUs of the replica. */
    public int total() {
        return nodes * gpus;
    }

    /** GPUs of one copy of the attention layers. */
    public int copy() {
        return tensor * pipeline;
    }

    /** Copies on each node; 0 when a copy takes more than one node. */
    public int copiesPerNode() {
        return copy() > gpus ? 0 : gpus / copy();
    }

    /** Why the parts do not make up the whole; empty when they do, or there are no GPUs to cut over. */
    public Optional<String> misfit() {
        if (gpus == 0) {
            return Optional.empty();
        }
        long product = (long) tensor * pipeline * data;
        if (product != (long) nodes * gpus || tensor < 1 || pipeline < 1 || product > MOST) {
            return Optional.of("tensor " + tensor + " x pipeline " + pipeline + " x data " + data + " is "
                    + product + " GPUs, and a replica has " + (long) nodes * gpus + " (" + nodes
                    + (nodes == 1 ? " node of " : " nodes of ") + gpus + ")");
        }
        boolean whole = copy() > gpus ? copy() % gpus == 0 : gpus % copy() == 0;
        return whole
                ? Optional.empty()
                : Optional.of("a copy of tensor " + tensor + " x pipeline " + pipeline + " = " + copy()
                        + " GPUs neither fills whole nodes of " + gpus + " nor divides one");
    }
}
