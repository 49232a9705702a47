package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a caller may decide instead of the policy, among the policy's targets. What only restricts needs no permission. */
public enum CallerOverride {
    /** Which provider or deployment answers: header {@code x-cortex-provider}. */
    @JsonProperty("Provider")
    PROVIDER,
    /** Which model answers: header {@code x-cortex-model}. */
    @JsonProperty("Model")
    MODEL,
    /** Which targets are tried first: header {@code x-cortex-prefer}. */
    @JsonProperty("Prefer")
    PREFER
}
