package dev.cortexllm.operator.status;

import java.util.Optional;

/**
 * What a model deployment's status says of its number of replicas.
 *
 * @param autoscaler whether somebody sets the number by the load; empty when nobody is asked to
 * @param suspended whether none runs because the spec says so
 * @param sleeps whether having none means that nobody asks: the next request starts one
 */
public record ScalingFacts(Optional<Finding> autoscaler, boolean suspended, boolean sleeps) {
    /** A number that only users change. */
    public static final ScalingFacts FIXED = new ScalingFacts(Optional.empty(), false, false);
}
