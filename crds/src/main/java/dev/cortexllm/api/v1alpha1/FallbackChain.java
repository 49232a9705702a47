package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Chains that need no list: they order all targets of a policy, whichever these are. */
public enum FallbackChain {
    /** The best for the request's task first. */
    @JsonProperty("HighQuality")
    HIGH_QUALITY("HighQuality"),
    /** The cheapest first. */
    @JsonProperty("CostOptimized")
    COST_OPTIMIZED("CostOptimized"),
    /** The one that is expected to answer soonest first. */
    @JsonProperty("FastLatency")
    FAST_LATENCY("FastLatency"),
    /** Self-hosted targets only, as listed. */
    @JsonProperty("LocalOnly")
    LOCAL_ONLY("LocalOnly"),
    /** The best at writing code first. */
    @JsonProperty("CodeGeneration")
    CODE_GENERATION("CodeGeneration");

    private final String word;

    FallbackChain(String word) {
        this.word = word;
    }

    /** As resources spell it. */
    public String word() {
        return word;
    }

    /**
     * Looks a chain up.
     *
     * @param word as resources spell it
     * @return the chain, or null when it is none of these
     */
    public static FallbackChain of(String word) {
        for (FallbackChain chain : values()) {
            if (chain.word.equals(word)) {
                return chain;
            }
        }
        return null;
    }
}
