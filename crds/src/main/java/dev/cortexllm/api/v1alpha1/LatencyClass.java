package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** How long a caller is willing to wait. It says so in {@code x-cortex-latency}; otherwise the router goes by the request. */
public enum LatencyClass {
    /** Somebody watches the answer appear. */
    @JsonProperty("Interactive")
    INTERACTIVE,
    /** A program waits. */
    @JsonProperty("Standard")
    STANDARD,
    /** Nobody waits. */
    @JsonProperty("Batch")
    BATCH;

    /**
     * Reads a caller's spelling: case, underscores and dashes do not count.
     *
     * @param spelling what the caller wrote
     * @return the class, or empty when there is none of that name
     */
    public static Optional<LatencyClass> of(String spelling) {
        return Spelling.read(values(), spelling);
    }
}
