package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a request's replica is chosen. */
public enum BalancingStrategy {
    /** Where the beginning of its conversation belongs, unless that replica has more than its share of the load. */
    @JsonProperty("PrefixAffinity")
    PREFIX_AFFINITY,
    /** The less loaded of two drawn at random. */
    @JsonProperty("LeastLoad")
    LEAST_LOAD
}
