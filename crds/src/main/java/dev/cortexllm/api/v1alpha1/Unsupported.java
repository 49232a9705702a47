package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a part of a request that the chosen target cannot express. */
public enum Unsupported {
    /** It is left out, and a response header names it. */
    @JsonProperty("Drop")
    DROP,
    /** The request is refused. */
    @JsonProperty("Reject")
    REJECT
}
