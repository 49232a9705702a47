package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to requests for a self-hosted model of which no replica is ready. */
public enum WhenCold {
    /** They go to the other targets until one is. */
    @JsonProperty("Spill")
    SPILL,
    /** They wait for it. */
    @JsonProperty("Wait")
    WAIT
}
