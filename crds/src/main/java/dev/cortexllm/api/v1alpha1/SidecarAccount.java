package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A ServiceAccount whose pods may have a router of the gateway as a sidecar.
 *
 * @param namespace its namespace; the gateway's when absent
 * @param serviceAccount its name
 */
public record SidecarAccount(
        @Size(min = 1, max = 63) @JsonPropertyDescription("Namespace of the ServiceAccount; the gateway's when absent.")
        String namespace,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ServiceAccount.")
        String serviceAccount) {}
