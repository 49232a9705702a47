package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a rate limit counts time. */
public enum LimitAlgorithm {
    /** Never more than the limit in any window of its length, wherever the window begins. */
    @JsonProperty("SlidingWindow")
    SLIDING_WINDOW,
    /** What comes drains evenly at the limit's rate; only as much as the burst may be in the bucket. */
    @JsonProperty("LeakyBucket")
    LEAKY_BUCKET
}
