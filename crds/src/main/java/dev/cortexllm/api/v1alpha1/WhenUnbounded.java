package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens under a budget that blocks to a request that does not say how long its answer may be. */
public enum WhenUnbounded {
    /** The router says it. */
    @JsonProperty("Cap")
    CAP,
    /** It is refused. */
    @JsonProperty("Reject")
    REJECT
}
