package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which order a policy's targets are tried. */
public enum Strategy {
    /** By cost, latency, quality and errors together, weighed after how hard and how urgent the request is. */
    @JsonProperty("Balanced")
    BALANCED,
    /** The one that answers for the least money first. */
    @JsonProperty("CostOptimized")
    COST_OPTIMIZED,
    /** The one that is expected to answer soonest first. */
    @JsonProperty("LatencyOptimized")
    LATENCY_OPTIMIZED,
    /** The best for the request's task first. */
    @JsonProperty("QualityOptimized")
    QUALITY_OPTIMIZED,
    /** Self-hosted models first; the share that would wait too long spills to the others. */
    @JsonProperty("LocalFirst")
    LOCAL_FIRST,
    /** Only models that are known to do all that the request needs, the one with the least beyond that first. */
    @JsonProperty("CapabilityMatch")
    CAPABILITY_MATCH,
    /** As listed: the first that can serve does, the next ones stand by. */
    @JsonProperty("Fallback")
    FALLBACK,
    /** A draw by {@code weight} picks the first, the rest follow by further draws. */
    @JsonProperty("Weighted")
    WEIGHTED;

    /** Whether it orders by scores, so that the order in which targets are listed only decides between equals. */
    public boolean scores() {
        return switch (this) {
            case BALANCED, COST_OPTIMIZED, LATENCY_OPTIMIZED, QUALITY_OPTIMIZED, CAPABILITY_MATCH -> true;
            case LOCAL_FIRST, FALLBACK, WEIGHTED -> false;
        };
    }
}
