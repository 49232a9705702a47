package dev.cortexllm.operator.scale;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Defaults;
import java.time.Duration;
import java.util.Objects;

/**
 * Between which bounds, and by what, the number of replicas follows the load.
 *
 * @param min fewest replicas, 0 or more
 * @param max most replicas, 1 or more and at least {@code min}
 * @param target requests that one replica shall have, running and waiting ones together, 1 or more
 * @param down how long fewer must have been enough before the number goes down
 * @param idle how long nobody must have asked before the last one goes, where {@code min} is 0
 * @param loading how long a replica may take to answer before loading is no reason any more to keep it
 */
public record Bounds(int min, int max, int target, Duration down, Duration idle, Duration loading) {
    /** Where nobody says otherwise a replica is full at this part of what it works on at a time. */
    private static final int QUARTERS = 3;

    /**
     * Bounds of a deployment, whose autoscaling has {@code maxReplicas}.
     *
     * @param scaling how it scales
     * @param concurrency requests that one replica works on at a time
     * @param loading how long loading may take
     * @return the bounds
     */
    public static Bounds of(Autoscaling scaling, int concurrency, Duration loading) {
        return new Bounds(
                Objects.requireNonNullElse(scaling.minReplicas(), Integer.parseInt(Defaults.MIN_REPLICAS)),
                scaling.maxReplicas(),
                scaling.targetRequests() == null ? Math.max(1, concurrency * QUARTERS / 4) : scaling.targetRequests(),
                Durations.parse(Objects.requireNonNullElse(scaling.scaleDownDelay(), Defaults.SCALE_DOWN_DELAY)),
                Durations.parse(Objects.requireNonNullElse(scaling.idleTimeout(), Defaults.IDLE_TIMEOUT)),
                loading);
    }

    /** The number nearest to this one that the bounds allow. */
    int clamp(int replicas) {
        return Math.max(min, Math.min(max, replicas));
    }

    /** Replicas that have at most their target each with this load. */
    int enoughFor(double requests) {
        return (int) Math.min(max, Math.ceil(requests / target));
    }
}
