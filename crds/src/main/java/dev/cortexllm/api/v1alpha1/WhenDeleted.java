package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a model's cache when its deployment is deleted. */
public enum WhenDeleted {
    /** It stays, and a deployment of the same name takes it up again. */
    @JsonProperty("Retain")
    RETAIN,
    /** It goes too. */
    @JsonProperty("Delete")
    DELETE
}
