package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Policy.Choosing;
import dev.cortexllm.config.Policy.Rule;
import dev.cortexllm.config.Policy.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Index work on rules and fallbacks when some of a policy's targets are left out. */
final class RuleTargets {
    private RuleTargets() {}

    /**
     * A rule with the preferred targets that are left. When it named some and none is left it must not open to all targets
     * (what was to stay local would go to a cloud): then only the policy's fallback remains, in its order, and without one
     * the rule is closed.
     */
    static Rule limited(Rule rule, boolean namedTargets, List<Integer> left, List<Integer> fallback) {
        boolean none = namedTargets && left.isEmpty();
        Choosing choosing = rule.choosing();
        List<Integer> next = next(choosing, fallback);
        return new Rule(
                rule.name(),
                rule.models(),
                rule.tasks(),
                rule.headers(),
                none ? next : left,
                none ? Strategy.FALLBACK : rule.strategy(),
                rule.spillWaitMillis(),
                none && next.isEmpty(),
                rule.traits(),
                choosing);
    }

    /** A chain is no list: the router asks it when it has nothing else left. */
    private static List<Integer> next(Choosing choosing, List<Integer> fallback) {
        if (choosing == null || choosing.fallback() == null && choosing.chain() == null) {
            return fallback;
        }
        return choosing.fallback() == null ? List.of() : choosing.fallback();
    }

    /** A last good policy without the targets whose upstream is not served any more. */
    static Policy relinked(Policy policy, UpstreamTable upstreams) {
        Map<Integer, Integer> moved = new HashMap<>();
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < policy.targets().size(); i++) {
            if (upstreams.serves(policy.targets().get(i).upstream())) {
                moved.put(i, targets.size());
                targets.add(relinked(policy.targets().get(i), upstreams));
            }
        }
        List<Integer> fallback = moved(policy.fallback(), moved);
        List<Rule> rules = policy.rules().stream()
                .map(rule -> limited(
                        relinked(rule, moved),
                        rule.closed() || !rule.prefer().isEmpty(),
                        moved(rule.prefer(), moved),
                        fallback))
                .toList();
        return policy.withTargets(List.copyOf(targets), rules, fallback);
    }

    /** Whether data may stay there is for the provider to say, as it is now. */
    private static Target relinked(Target target, UpstreamTable upstreams) {
        return target.local(
                upstreams.find(target.upstream()).orElseThrow().upstream().keeps(target.model()));
    }

    private static Rule relinked(Rule rule, Map<Integer, Integer> moved) {
        Choosing choosing = rule.choosing();
        return choosing == null || choosing.fallback() == null
                ? rule
                : rule.with(choosing.withFallback(moved(choosing.fallback(), moved)));
    }

    private static List<Integer> moved(List<Integer> indexes, Map<Integer, Integer> moved) {
        return indexes.stream().filter(moved::containsKey).map(moved::get).toList();
    }
}
