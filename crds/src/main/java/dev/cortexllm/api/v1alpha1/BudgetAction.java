package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens at a threshold of a budget. Every action tells somebody; all but {@link #NOTIFY} do more. */
public enum BudgetAction {
    /** Log, metric, Event and webhook tell of it. */
    @JsonProperty("Notify")
    NOTIFY,
    /** The rest is spread evenly over the rest of the window. */
    @JsonProperty("Throttle")
    THROTTLE,
    /** Cheaper targets come first. */
    @JsonProperty("Fallback")
    FALLBACK,
    /** Nothing more is spent. */
    @JsonProperty("Block")
    BLOCK
}
