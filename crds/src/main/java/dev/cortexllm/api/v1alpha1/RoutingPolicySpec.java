package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Who gets which model.
 *
 * @param models what clients put in {@code model} to be served by this policy
 * @param strategy order of the targets where no rule says otherwise
 * @param targets the models that can answer
 * @param rules cases that are routed in their own way; the first that matches wins
 * @param fallback what is tried after a failure
 * @param spillover when requests leave self-hosted models
 * @param unsupported what happens to parts of a request that the chosen target cannot express
 * @param rateLimits how much it may be used
 * @param budgets how much it may spend
 * @param retry how requests are tried again
 * @param chains lists of targets under names
 * @param localOnly whether requests never leave the cluster
 * @param allowedOverrides what callers may decide instead
 */
@ValidationRule(
        value = "!has(self.rules) || self.rules.all(r, !has(r.prefer) ||"
                + " r.prefer.all(p, self.targets.exists(t, t.name == p)))",
        message = "every name in rules[].prefer must be the name of a target")
@ValidationRule(
        value = "!has(self.fallback) || !has(self.fallback.targets) ||"
                + " self.fallback.targets.all(f, self.targets.exists(t, t.name == f))",
        message = "every name in fallback.targets must be the name of a target")
@ValidationRule(
        value = "!has(self.rules) || self.rules.all(r, self.rules.exists_one(o, o.name == r.name))",
        message = "rule names must differ")
@ValidationRule(
        value = "!has(self.chains) || self.chains.all(c, c.targets.all(n, self.targets.exists(t, t.name == n)))",
        message = "every name in chains[].targets must be the name of a target")
@ValidationRule(
        value = "!has(self.rules) || self.rules.all(r, !has(r.fallback) || !has(r.fallback.targets) ||"
                + " r.fallback.targets.all(f, self.targets.exists(t, t.name == f)))",
        message = "every name in rules[].fallback.targets must be the name of a target")
@ValidationRule(
        value = "!has(self.localOnly) || !self.localOnly || !has(self.rules) ||"
                + " self.rules.all(r, !has(r.localOnly) || r.localOnly)",
        message = "the policy's requests never leave the cluster (localOnly); a rule cannot let them out")
public record RoutingPolicySpec(
        @Required
        @ListType(ListType.Kind.SET)
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("What clients put in \"model\" to be served by this policy.")
        List<@Size(min = 1, max = 253) String> models,

        @Default(Defaults.STRATEGY)
        @JsonPropertyDescription(
                "Order of the targets where no rule says otherwise: Balanced, CostOptimized, LatencyOptimized,"
                        + " QualityOptimized, LocalFirst, CapabilityMatch, Fallback (as listed) or Weighted.")
        Strategy strategy,

        @Required
        @ListType(ListType.Kind.MAP)
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("The models that can answer.")
        List<PolicyTarget> targets,

        @Size(max = 64) @JsonPropertyDescription("Cases that are routed in their own way; the first that matches wins.")
        List<PolicyRule> rules,

        @Default(Defaults.EMPTY_OBJECT) @JsonPropertyDescription("What is tried after a failure.")
        Fallback fallback,

        @Default(Defaults.EMPTY_OBJECT)
        @JsonPropertyDescription("When requests leave self-hosted models under strategy LocalFirst.")
        Spillover spillover,

        @Default(Defaults.UNSUPPORTED)
        @JsonPropertyDescription(
                "What happens to parts of a request that the chosen target cannot express: Drop leaves them out and names"
                        + " them in response header x-cortex-dropped, Reject answers with status 400.")
        Unsupported unsupported,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("How much this policy may be used; more is refused with status 429.")
        List<RateLimit> rateLimits,

        @ListType(ListType.Kind.MAP) @Size(max = 16) @JsonPropertyDescription("How much money this policy may spend.")
        List<Budget> budgets,

        @JsonPropertyDescription(
                "How requests are tried again; at once with the next target, whatever failed, when absent.")
        Retry retry,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("Lists of targets under names, for fallback.chain.")
        List<CustomChain> chains,

        @JsonPropertyDescription(
                "Whether requests never leave the cluster, whatever happens to the self-hosted targets; false when absent."
                        + " A caller may ask for it by x-cortex-local-only.")
        Boolean localOnly,

        @ListType(ListType.Kind.SET)
        @Size(max = 3)
        @JsonPropertyDescription(
                "What callers may decide instead of this policy, among its targets: Provider (x-cortex-provider), Model"
                        + " (x-cortex-model), Prefer (x-cortex-prefer); all of it when absent, nothing when empty.")
        List<CallerOverride> allowedOverrides) {

    /** Without limits, budgets and pauses. */
    public RoutingPolicySpec(
            List<String> models,
            Strategy strategy,
            List<PolicyTarget> targets,
            List<PolicyRule> rules,
            Fallback fallback,
            Spillover spillover,
            Unsupported unsupported) {
        this(models, strategy, targets, rules, fallback, spillover, unsupported, null, null, null, null, null, null);
    }
}
