package dev.cortexllm.router.budget;

/** Why a budget does not let a request go on. */
public enum Verdict {
    /** It can cost more than is left. */
    EXHAUSTED,
    /** What is left is spread over the rest of the window, and it is not yet time for more. */
    THROTTLED,
    /** Nobody knows what is spent. */
    UNKNOWN
}
