package dev.cortexllm.operator.scale;

import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of a model deployment at one moment.
 *
 * @param at the moment
 * @param replicas {@code spec.replicas}
 * @param ready replicas that answer
 * @param load its load; empty when no router tells
 * @param complete whether every router that serves it tells; when not, it may have more to do than is known
 * @param asked when it was asked for last; empty: not since this process listens
 */
public record Look(
        Instant at, int replicas, int ready, Optional<Load> load, boolean complete, Optional<Instant> asked) {
    /** Whether all of its load is known. */
    boolean certain() {
        return load.isPresent() && complete;
    }

    /** Requests that it is known to have to do. */
    double requests() {
        return load.map(Load::requests).orElse(0.0);
    }
}
