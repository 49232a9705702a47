package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens under a budget while nobody knows what all routers together have spent. */
public enum WhenStoreUnavailable {
    /** Requests go on; what they cost is carried over as soon as the store is back. */
    @JsonProperty("Open")
    OPEN,
    /** Requests are refused. */
    @JsonProperty("Closed")
    CLOSED
}
