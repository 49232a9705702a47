package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.api.v1alpha1.CustomChain;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.Fallback;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.RuleFallback;
import dev.cortexllm.api.v1alpha1.Spillover;
import dev.cortexllm.api.v1alpha1.WhenCold;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Policy.Choosing;
import dev.cortexllm.config.Policy.Waiting;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Compiles how a policy and its rules choose beyond the order of their targets. */
final class ChoosingCompiler {
    private static final int MOST_WAITING = 100_000;

    private final Resource<RoutingPolicySpec> resource;
    private final Budgets money;
    private final Findings findings;

    ChoosingCompiler(Resource<RoutingPolicySpec> resource, Budgets money, Findings findings) {
        this.resource = resource;
        this.money = money;
        this.findings = findings;
    }

    /** The policy's; null when it chooses in the usual way. */
    Choosing policy() {
        RoutingPolicySpec spec = resource.spec();
        return unlessUsual(new Choosing(
                Boolean.TRUE.equals(spec.localOnly()),
                overrides(spec.allowedOverrides()),
                null,
                spec.fallback() == null
                        ? null
                        : FallbackChain.of(spec.fallback().chain()),
                waiting(spec.spillover(), "spec.spillover"),
                budgets(spec.spillover(), "spillover", "spec.spillover"),
                null));
    }

    /**
     * A rule's, without the indexes of its fallback.
     *
     * @param rule the rule
     * @param policy the policy's, or null
     * @param path where the rule stands in the spec
     * @return null when it chooses in the usual way
     */
    Choosing rule(PolicyRule rule, Choosing policy, String path) {
        Choosing base = Objects.requireNonNullElse(policy, Choosing.USUAL);
        boolean own = rule.spillover() != null;
        RuleFallback fallback = rule.fallback();
        List<Limit> limits =
                RateLimits.of("rule/" + rule.name(), resource, rule.rateLimits(), path + ".rateLimits", findings);
        if (base.localOnly() && Boolean.FALSE.equals(rule.localOnly())) {
            findings.invalid(
                    path + ".localOnly", "the policy's requests never leave the cluster; a rule cannot let them out");
        }
        return unlessUsual(new Choosing(
                base.localOnly() || Boolean.TRUE.equals(rule.localOnly()),
                null,
                null,
                fallback == null ? base.chain() : FallbackChain.of(fallback.chain()),
                own ? waiting(rule.spillover(), path + ".spillover") : base.waiting(),
                own ? budgets(rule.spillover(), "spillover/" + rule.name(), path + ".spillover") : base.spillBudgets(),
                limits));
    }

    private static Choosing unlessUsual(Choosing choosing) {
        return choosing.equals(Choosing.USUAL) ? null : choosing;
    }

    private List<CallerOverride> overrides(List<CallerOverride> given) {
        if (given == null) {
            return null;
        }
        if (given.stream().anyMatch(Objects::isNull)) {
            findings.invalid("spec.allowedOverrides", "must name Provider, Model and Prefer only");
            return null;
        }
        return List.copyOf(new TreeSet<>(given));
    }

    private Waiting waiting(Spillover spillover, String path) {
        if (spillover == null) {
            return null;
        }
        long millis = Spans.positive(spillover.maxWait(), Defaults.COLD_WAIT, path + ".maxWait", findings);
        int most = Objects.requireNonNullElse(spillover.maxWaiting(), Integer.valueOf(Defaults.COLD_WAITING));
        if (most < 1 || most > MOST_WAITING) {
            findings.invalid(path + ".maxWaiting", "must be from 1 to " + MOST_WAITING);
        }
        return spillover.whenCold() == WhenCold.WAIT ? new Waiting(millis, most) : null;
    }

    private List<Budget> budgets(Spillover spillover, String scope, String path) {
        return spillover == null ? null : money.spill(scope, resource, spillover.budget(), path + ".budget", findings);
    }

    /**
     * The names of targets that a fallback lists; empty where it names a chain that lists none.
     *
     * @param targets as given, or null
     * @param chain as given, or null
     * @param path where the fallback stands in the spec
     * @return the names
     */
    List<String> names(List<String> targets, String chain, String path) {
        if (chain == null) {
            return PolicyChecks.orEmpty(targets);
        }
        if (targets != null && !targets.isEmpty()) {
            findings.invalid(path, "give targets or chain, not both");
        }
        if (FallbackChain.of(chain) != null) {
            return List.of();
        }
        for (CustomChain custom : PolicyChecks.orEmpty(resource.spec().chains())) {
            if (custom != null && chain.equals(custom.name())) {
                return PolicyChecks.orEmpty(custom.targets());
            }
        }
        findings.invalid(
                path + ".chain",
                "'" + chain
                        + "' is neither one of spec.chains nor HighQuality, CostOptimized, FastLatency, LocalOnly or"
                        + " CodeGeneration");
        return List.of();
    }

    /** Those of the policy's own fallback. */
    List<String> names(Fallback fallback) {
        return fallback == null ? List.of() : names(fallback.targets(), fallback.chain(), "spec.fallback");
    }
}
