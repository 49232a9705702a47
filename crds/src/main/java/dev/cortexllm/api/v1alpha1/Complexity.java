package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** How hard a request is. The caller says it in {@code x-cortex-complexity}; otherwise the router estimates it. */
public enum Complexity {
    /** One step: a fact, a command, a line or two. */
    @JsonProperty("Low")
    LOW,
    /** Several steps, or one piece of work that stands alone: a function, a configuration file, an explanation. */
    @JsonProperty("Medium")
    MEDIUM,
    /** Many parts that depend on each other: a design, a migration, a proof, a whole application. */
    @JsonProperty("High")
    HIGH;

    /**
     * Reads a caller's spelling: case does not count.
     *
     * @param spelling what the caller wrote
     * @return the complexity, or empty when there is none of that name
     */
    public static Optional<Complexity> of(String spelling) {
        return Spelling.read(values(), spelling);
    }
}
