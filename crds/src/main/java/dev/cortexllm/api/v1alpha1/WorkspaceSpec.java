package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What some clients share.
 *
 * @param name its name
 * @param policies the policies that it may use
 * @param models the model names that it may ask for
 * @param rateLimits how much all its clients together may use
 * @param budgets how much money they may spend
 */
public record WorkspaceSpec(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("How keys, errors and metrics call it.")
        String name,

        @ListType(ListType.Kind.SET)
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
                "RoutingPolicies that it may use, those of other namespaces as namespace/name; all when absent.")
        List<
                        @Size(min = 1, max = 317)
                        @Pattern("^([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-.a-z0-9]*[a-z0-9])?$") String>
                policies,

        @ListType(ListType.Kind.SET)
        @Size(min = 1, max = 256)
        @JsonPropertyDescription("Model names that it may ask for; all those of its policies when absent.")
        List<@Size(min = 1, max = 253) String> models,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("How much all its clients together may use; more is refused with status 429.")
        List<RateLimit> rateLimits,

        @ListType(ListType.Kind.MAP)
        @Size(max = 8)
        @JsonPropertyDescription("How much money all its clients together may spend.")
        List<Budget> budgets) {}
