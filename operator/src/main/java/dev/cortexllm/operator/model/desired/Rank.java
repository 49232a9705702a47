package dev.cortexllm.operator.model.desired;

/** The part that an engine pod has in its replica. */
enum Rank {
    /** It is the replica. */
    ALONE,
    /** The first pod of several: it answers requests, with the GPUs of all. */
    LEADER,
    /** Another pod of several: it lends its GPUs to the leader. */
    WORKER
}
