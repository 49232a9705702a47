package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * Who may call a gateway. Whoever has none of the keys is refused.
 *
 * @param keys where the clients' API keys are
 */
public record ClientAuth(
        @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "Where the clients' API keys are; whoever has none of them is refused with status 401.")
        List<ClientKeys> keys) {}
