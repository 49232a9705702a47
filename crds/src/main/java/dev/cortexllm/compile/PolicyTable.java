package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.config.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every selected policy after compilation, broken ones with their last good entry, each model name with one owner. */
final class PolicyTable {
    private final Map<String, Policy> policies = new TreeMap<>();
    private final List<Draft<RoutingPolicySpec, Policy>> drafts;

    /** Takes the drafts from the oldest policy on. */
    PolicyTable(List<Draft<RoutingPolicySpec, Policy>> drafts, UpstreamTable upstreams, LastGood lastGood) {
        this.drafts = drafts;
        NameClaims names = new NameClaims();
        List<Draft<RoutingPolicySpec, Policy>> good = new ArrayList<>();
        for (Draft<RoutingPolicySpec, Policy> draft : drafts) {
            if (draft.value() == null) {
                keep(draft, names, upstreams, lastGood);
            } else {
                good.add(draft);
            }
        }
        good.forEach(draft -> serve(names.claim(draft)));
    }

    private void keep(
            Draft<RoutingPolicySpec, Policy> draft, NameClaims names, UpstreamTable upstreams, LastGood lastGood) {
        ResourceId id = draft.resource().id();
        Optional<Policy> kept = lastGood.policy(id.path(), draft.resource().uid());
        kept.ifPresent(policy -> {
            names.keep(id, policy);
            draft.findings().keptFrom(policy.generation());
            serve(RuleTargets.relinked(policy, upstreams));
        });
    }

    /** A policy that has lost all its names serves nobody. */
    private void serve(Policy policy) {
        if (!policy.models().isEmpty()) {
            policies.put(policy.id(), policy);
        }
    }

    /** The policies to serve, sorted by id. */
    List<Policy> policies() {
        return List.copyOf(policies.values());
    }

    /** Findings and whether there is an entry, by resource. */
    void report(Report report) {
        drafts.forEach(draft -> report.add(
                draft.resource().id(),
                draft.findings(),
                policies.containsKey(draft.resource().id().path())));
    }
}
