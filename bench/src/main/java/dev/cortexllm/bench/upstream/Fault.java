package dev.cortexllm.bench.upstream;

/** What is wrong with the simulated provider. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** It takes requests and never answers. */
    STALL,
    /** It answers with status 429. */
    LIMITED,
    /** It answers with status 503. */
    UNAVAILABLE,
    /** It begins to stream and closes the connection before its first token. */
    CUT_EARLY,
    /** It begins to stream and closes the connection after three tokens. */
    CUT
}
