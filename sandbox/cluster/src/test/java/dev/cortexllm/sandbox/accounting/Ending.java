package dev.cortexllm.sandbox.accounting;

/** How a request ended in its client's eyes. */
enum Ending {
    /** The answer was complete. */
    WHOLE,
    /** The client left. */
    LEFT,
    /** The connection broke, or was refused. */
    BROKEN,
    /** There was a status other than 200, or an error in the stream. */
    REFUSED
}
