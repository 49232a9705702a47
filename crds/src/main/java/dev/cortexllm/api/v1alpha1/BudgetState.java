package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a budget is spent. */
public enum BudgetState {
    /** No threshold is reached. */
    @JsonProperty("Free")
    FREE,
    /** One is, and somebody was told. */
    @JsonProperty("Notified")
    NOTIFIED,
    /** The rest is spread over the rest of the window. */
    @JsonProperty("Throttled")
    THROTTLED,
    /** Cheaper targets come first. */
    @JsonProperty("Fallback")
    FALLBACK,
    /** Nothing more is spent, or a request within the last minute cost more than is left. */
    @JsonProperty("Blocked")
    BLOCKED
}
