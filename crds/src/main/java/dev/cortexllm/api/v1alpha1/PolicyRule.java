package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * A case that is routed in its own way. The first rule that matches wins.
 *
 * @param name how headers and explanations call it
 * @param match when it applies; always, when absent
 * @param prefer the targets it tries, in this order; all of the policy's when absent
 * @param strategy replaces the policy's strategy
 * @param spillover replaces the policy's spillover
 * @param fallback replaces the policy's fallback
 * @param localOnly whether requests of this rule never leave the cluster
 * @param rateLimits how much this rule may be used
 */
public record PolicyRule(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the rule; answers carry it in x-cortex-rule.")
        String name,

        @JsonPropertyDescription("When the rule applies; always, when absent.")
        RuleMatch match,

        @Size(max = 16)
        @JsonPropertyDescription("Names of the targets to try, in this order; all of the policy's when absent.")
        List<@Size(min = 1, max = 63) String> prefer,

        @JsonPropertyDescription(
                "Replaces the policy's strategy. Without it a rule with prefer tries those targets as listed, unless the"
                        + " policy's strategy is LocalFirst or Weighted.")
        Strategy strategy,

        @JsonPropertyDescription("Replaces the policy's spillover.")
        Spillover spillover,

        @JsonPropertyDescription("Replaces the policy's fallback.")
        RuleFallback fallback,

        @JsonPropertyDescription(
                "Whether requests of this rule never leave the cluster, whatever happens to the self-hosted targets;"
                        + " those of a policy with localOnly never do.")
        Boolean localOnly,

        @ListType(ListType.Kind.MAP)
        @Size(max = 4)
        @JsonPropertyDescription("How much this rule may be used; more is refused with status 429.")
        List<RateLimit> rateLimits) {

    /** Without anything of its own beyond order and spillover. */
    public PolicyRule(String name, RuleMatch match, List<String> prefer, Strategy strategy, Spillover spillover) {
        this(name, match, prefer, strategy, spillover, null, null, null);
    }
}
