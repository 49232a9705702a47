package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A class of failure after which a request may be tried again. */
public enum FailureClass {
    /** The target has no room for now: 429. */
    @JsonProperty("RateLimited")
    RATE_LIMITED,
    /** The target failed: 5xx, or an answer that is none. */
    @JsonProperty("ServerError")
    SERVER_ERROR,
    /** The target was too slow. */
    @JsonProperty("Timeout")
    TIMEOUT,
    /** The target could not be talked to. */
    @JsonProperty("Connect")
    CONNECT
}
