package dev.cortexllm.router.outcome;

import io.netty.util.AsciiString;

/**
 * Names of the headers by which an answer says how it came about. As {@link AsciiString} they know their hash, and go onto the wire as
 * they are: a dozen of them in each answer cost less than the rest of the router otherwise.
 */
public final class CortexHeaders {
    /** Id of the request: the client's {@code x-request-id} where it gave one. */
    public static final CharSequence REQUEST_ID = AsciiString.cached("x-cortex-request-id");
    /** Name of the upstream that answered. */
    public static final CharSequence PROVIDER = AsciiString.cached("x-cortex-provider");
    /** Id of the model that answered. */
    public static final CharSequence MODEL = AsciiString.cached("x-cortex-model");
    /** Name of the policy that the asked model belongs to. */
    public static final CharSequence POLICY = AsciiString.cached("x-cortex-policy");
    /** Name of the rule that matched; absent when none did. */
    public static final CharSequence RULE = AsciiString.cached("x-cortex-rule");
    /** Upstream calls made. */
    public static final CharSequence ATTEMPTS = AsciiString.cached("x-cortex-attempts");
    /** Milliseconds that the router itself added before it began to answer. */
    public static final CharSequence OVERHEAD_MS = AsciiString.cached("x-cortex-overhead-ms");
    /** Milliseconds that the request waited for a cold model; absent when it did not, or its answer had begun meanwhile. */
    public static final CharSequence WAITED_MS = AsciiString.cached("x-cortex-waited-ms");
    /** Price of a plain answer in USD, where price and usage are known. */
    public static final CharSequence COST_USD = AsciiString.cached("x-cortex-cost-usd");
    /** What is left of the budget with the least left in its window, in USD; what the request may cost counts as spent. */
    public static final CharSequence BUDGET_REMAINING_USD = AsciiString.cached("x-cortex-budget-remaining-usd");
    /** The upstream's own id of the request. */
    public static final CharSequence UPSTREAM_REQUEST_ID = AsciiString.cached("x-cortex-upstream-request-id");

    /** Paths of the fields of the request that the model's provider has no words for, so that they were left out. */
    public static final CharSequence DROPPED = AsciiString.cached("x-cortex-dropped");
    /** How a count of tokens came about: {@code exact} or {@code estimate}. */
    public static final CharSequence TOKEN_COUNT = AsciiString.cached("x-cortex-token-count");

    private CortexHeaders() {}
}
