package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.Spillover;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.WhenCold;
import java.util.ArrayList;
import java.util.List;

/** Edits of the example's policy, made as a user makes them: read, change, apply. */
final class PolicyEdits {
    static final String POLICY = "assistant";

    private PolicyEdits() {}

    /** Puts a rule first that matches always and sends everything to the cloud, so that answers show who served them. */
    static RoutingPolicy withFirstRule(RoutingPolicy policy, String name) {
        RoutingPolicySpec spec = policy.getSpec();
        List<PolicyRule> rules = new ArrayList<>(spec.rules() == null ? List.of() : spec.rules());
        rules.removeIf(rule -> rule.match() == null);
        rules.add(0, new PolicyRule(name, null, List.of("cloud", "local"), Strategy.FALLBACK, null));
        return with(policy, spec.strategy(), spec.targets(), rules, spec.spillover());
    }

    /** Lets requests for a cold model wait for it, a few at a time, where no rule says otherwise. */
    static RoutingPolicy waiting(RoutingPolicy policy, int maxWaiting) {
        RoutingPolicySpec spec = policy.getSpec();
        Spillover waiting =
                new Spillover(spec.spillover().whenQueueWaitExceeds(), WhenCold.WAIT, "60s", maxWaiting, null);
        return with(policy, Strategy.LOCAL_FIRST, spec.targets(), List.of(), waiting);
    }

    /** As it was. */
    static RoutingPolicy restored(RoutingPolicy policy) {
        RoutingPolicySpec spec = policy.getSpec();
        return with(policy, spec.strategy(), spec.targets(), spec.rules(), spec.spillover());
    }

    /** Sensible to the schema, senseless to the compiler: a draw among weights that are all zero. */
    static RoutingPolicy withoutAnyWeight(RoutingPolicy policy) {
        RoutingPolicySpec spec = policy.getSpec();
        List<PolicyTarget> targets = spec.targets().stream()
                .map(t -> new PolicyTarget(t.name(), t.providerRef(), t.deploymentRef(), t.model(), 0))
                .toList();
        return with(policy, Strategy.WEIGHTED, targets, spec.rules(), spec.spillover());
    }

    private static RoutingPolicy with(
            RoutingPolicy policy,
            Strategy strategy,
            List<PolicyTarget> targets,
            List<PolicyRule> rules,
            Spillover spillover) {
        RoutingPolicySpec spec = policy.getSpec();
        RoutingPolicy edited = new RoutingPolicy();
        edited.getMetadata().setName(policy.getMetadata().getName());
        edited.setSpec(new RoutingPolicySpec(
                spec.models(),
                strategy,
                targets,
                rules,
                spec.fallback(),
                spillover,
                spec.unsupported(),
                spec.rateLimits(),
                spec.budgets(),
                spec.retry(),
                spec.chains(),
                spec.localOnly(),
                spec.allowedOverrides()));
        return edited;
    }
}
