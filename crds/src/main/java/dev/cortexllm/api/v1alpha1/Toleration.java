package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/**
 * Kubernetes' toleration of a node taint.
 *
 * @param key taint key; every key when absent and the operator is {@code Exists}
 * @param operator {@code Exists} or {@code Equal}
 * @param value taint value for {@code Equal}
 * @param effect taint effect; every effect when absent
 * @param tolerationSeconds how long a NoExecute taint is tolerated, in seconds
 */
public record Toleration(
        @Size(max = 317) @JsonPropertyDescription("Taint key.")
        String key,

        @Size(max = 16) @JsonPropertyDescription("Exists or Equal.")
        String operator,

        @Size(max = 63) @JsonPropertyDescription("Taint value for Equal.")
        String value,

        @Size(max = 32) @JsonPropertyDescription("Taint effect; every effect when absent.")
        String effect,

        @JsonPropertyDescription("How long a NoExecute taint is tolerated, in seconds.")
        Long tolerationSeconds) {}
