package dev.cortexllm.router.route;

/** Why a target got its place among the attempts. */
public enum Reason {
    /** The strategy put it there. */
    STRATEGY,
    /** A weighted draw put it there. */
    DRAWN,
    /** A local target that can take the request without too long a wait. */
    LOCAL,
    /** A local target that the request spilled away from; it comes after the others. */
    SPILLED,
    /** Named by the policy's fallback. */
    FALLBACK,
    /** It failed lately, so it comes last. */
    COOLING,
    /** No endpoint of it is ready, although the request is meant for it before all others: not tried. */
    COLD,
    /** No endpoint of it is ready: not tried. */
    NO_ENDPOINT,
    /** The policy's attempts are used up before it: not tried. */
    BEYOND_ATTEMPTS,
    /** Neither the rule nor the fallback names it. */
    NOT_PREFERRED
}
