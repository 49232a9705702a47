package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A status condition in the shape of {@code metav1.Condition}.
 *
 * @param type what it speaks of, such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration the {@code metadata.generation} that it was computed from
 * @param lastTransitionTime RFC 3339 time at which {@code status} last changed
 * @param reason one CamelCase word for programs
 * @param message a sentence for people
 */
public record Condition(
        @Required @Size(min = 1, max = 316) @JsonPropertyDescription("Type of the condition, such as Ready.")
        String type,

        @Required @JsonPropertyDescription("True, False or Unknown.")
        Status status,

        @JsonPropertyDescription("The metadata.generation that the condition was computed from.")
        Long observedGeneration,

        @Required @JsonPropertyDescription("Time at which the status last changed (RFC 3339).")
        String lastTransitionTime,

        @Required @Size(min = 1, max = 1024) @JsonPropertyDescription("One CamelCase word for programs.")
        String reason,

        @Required @Size(max = 32768) @JsonPropertyDescription("A sentence for people.")
        String message) {

    /** A condition's three states, spelled as Kubernetes spells them. */
    public enum Status {
        True,
        False,
        Unknown
    }
}
