package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens at a threshold of a rate limit. */
public enum LimitAction {
    /** The log and a metric tell of it. */
    @JsonProperty("Notify")
    NOTIFY
}
