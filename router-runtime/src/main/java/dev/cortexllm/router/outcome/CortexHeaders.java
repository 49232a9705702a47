package dev.cortexllm.router.outcome;

/** Names of the headers by which an answer says how it came about. */
public final class CortexHeaders {
    /** Id of the request: the client's {@code x-request-id} where it gave one. */
    public static final String REQUEST_ID = "x-cortex-request-id";
    /** Name of the upstream that answered. */
    public static final String PROVIDER = "x-cortex-provider";
    /** Id of the model that answered. */
    public static final String MODEL = "x-cortex-model";
    /** Name of the policy that the asked model belongs to. */
    public static final String POLICY = "x-cortex-policy";
    /** Name of the rule that matched; absent when none did. */
    public static final String RULE = "x-cortex-rule";
    /** Upstream calls made. */
    public static final String ATTEMPTS = "x-cortex-attempts";
    /** Milliseconds that the router itself added before it began to answer. */
    public static final String OVERHEAD_MS = "x-cortex-overhead-ms";
    /** Milliseconds that the request waited for a cold model; absent when it did not, or its answer had begun meanwhile. */
    public static final String WAITED_MS = "x-cortex-waited-ms";
    /** Price of a plain answer in USD, where price and usage are known. */
    public static final String COST_USD = "x-cortex-cost-usd";
    /** What is left of the budget with the least left in its window, in USD; what the request may cost counts as spent. */
    public static final String BUDGET_REMAINING_USD = "x-cortex-budget-remaining-usd";
    /** The upstream's own id of the request. */
    public static final String UPSTREAM_REQUEST_ID = "x-cortex-upstream-request-id";

    /** Paths of the fields of the request that the model's provider has no words for, so that they were left out. */
    public static final String DROPPED = "x-cortex-dropped";
    /** How a count of tokens came about: {@code exact} or {@code estimate}. */
    public static final String TOKEN_COUNT = "x-cortex-token-count";

    private CortexHeaders() {}
}
