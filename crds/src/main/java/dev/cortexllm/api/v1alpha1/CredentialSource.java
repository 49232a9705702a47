package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * Where one API key comes from.
 *
 * @param secretRef the labelled Secret that holds it
 */
public record CredentialSource(
        @Required
        @JsonPropertyDescription("Key of a Secret of this namespace that is labelled cortexllm.dev/credential=true.")
        SecretKeyRef secretRef) {}
