package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How long a budget lasts before it begins anew. */
public enum BudgetWindow {
    /** One request: nothing adds up. */
    @JsonProperty("Request")
    REQUEST,
    /** From one full hour of the time zone to the next. */
    @JsonProperty("Hour")
    HOUR,
    /** A calendar day of the time zone: 23, 24 or 25 hours. */
    @JsonProperty("Day")
    DAY,
    /** A calendar month of the time zone. */
    @JsonProperty("Month")
    MONTH
}
