package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Which model a deployment serves.
 *
 * @param name the name it is served under
 * @param source where the weights are, {@code hf://org/repository}
 * @param revision revision of the source; its default branch when absent
 */
public record ModelSource(
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9._/:]*[A-Za-z0-9])?$")
        @JsonPropertyDescription("Name that the engine serves the model under.")
        String name,

        @Required
        @Size(max = 1024)
        @Pattern("^hf://[A-Za-z0-9][-A-Za-z0-9._]*/[A-Za-z0-9][-A-Za-z0-9._]*$")
        @JsonPropertyDescription("Where the weights are, for example hf://moonshotai/Kimi-K2.6.")
        String source,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Revision of the source; its default branch when absent.")
        String revision) {}
