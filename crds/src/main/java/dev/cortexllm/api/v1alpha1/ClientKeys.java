package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Where some clients' API keys are, and whose they are.
 *
 * @param secretRef the labelled Secret that holds them
 * @param workspace the workspace of those clients
 */
public record ClientKeys(
        @Required @JsonPropertyDescription("Secret of this namespace that is labelled cortexllm.dev/credential=true.")
        ClientKeysRef secretRef,

        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
                "Name of the workspace that these clients belong to; without it they may use every model.")
        String workspace) {}
