package dev.cortexllm.operator.status;

import java.util.Set;

/** Reasons that more than one place speaks of. */
final class Reasons {
    /** Routers are about to take a new configuration. */
    static final String PROGRAMMING = "Programming";
    /** A connection check runs for the first time. */
    static final String CHECKING = "Checking";
    /** Something that the operator itself must do first is not done yet. */
    static final String WAITING = "Waiting";

    /** The workload has no pods yet. */
    static final String NO_PODS = "NoPods";
    /** No scheduler has looked at a pod yet. */
    static final String NOT_SCHEDULED = "NotScheduled";
    /** Pods load the model. */
    static final String LOADING = "Loading";
    /** Pods are being created. */
    static final String SCALING = "Scaling";
    /** Pods of an older template are being replaced. */
    static final String ROLLING_OUT = "RollingOut";

    /** The weights are downloaded into a cache. */
    static final String DOWNLOADING = "Downloading";

    /** Stages on the way to a state that is worth telling. */
    static final Set<String> PASSING =
            Set.of(PROGRAMMING, CHECKING, WAITING, NO_PODS, NOT_SCHEDULED, LOADING, SCALING, ROLLING_OUT, DOWNLOADING);

    /** {@code replicas} is 0. */
    static final String SCALED_TO_ZERO = "ScaledToZero";
    /** {@code suspend} is true. */
    static final String SUSPENDED = "Suspended";

    /** Nothing runs because a person has said so: nothing to be warned of. */
    static final Set<String> CHOSEN = Set.of(SCALED_TO_ZERO, SUSPENDED);

    private Reasons() {}
}
