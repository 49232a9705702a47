package dev.cortexllm.sandbox.accounting;

/**
 * One entry of the routers' ledger.
 *
 * @param attemptId tells the attempt apart
 * @param requestId the client's request
 * @param exact whether it says so; otherwise it says that it is estimated
 * @param result what it says came of the attempt
 * @param picoUsd the amount
 * @param reservedPicoUsd what had been reserved for it, or {@link #UNKNOWN}
 */
record LedgerLine(
        String attemptId, String requestId, boolean exact, String result, long picoUsd, long reservedPicoUsd) {
    /** What was reserved while Redis was away, nobody can tell afterwards. */
    static final long UNKNOWN = Long.MAX_VALUE;
}
