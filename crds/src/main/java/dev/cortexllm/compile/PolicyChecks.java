package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CustomChain;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.Strategy;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a policy's spec senseless whatever else exists. Much of it a schema refuses already; here it is said again, as
 * a spec may not have met one.
 */
final class PolicyChecks {
    private final Findings findings;

    private PolicyChecks(Findings findings) {
        this.findings = findings;
    }

    static void check(RoutingPolicySpec spec, Findings findings) {
        PolicyChecks checks = new PolicyChecks(findings);
        checks.models(orEmpty(spec.models()));
        Map<String, Integer> weights = checks.targets(orEmpty(spec.targets()));
        checks.weights(PolicyCompiler.strategy(spec.strategy()), weights.values(), "spec.targets");
        if (spec.fallback() != null) {
            checks.references(orEmpty(spec.fallback().targets()), weights.keySet(), "spec.fallback.targets");
        }
        checks.chains(orEmpty(spec.chains()), weights.keySet());
        checks.rules(spec, weights);
    }

    private void chains(List<CustomChain> chains, Set<String> targets) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < chains.size(); i++) {
            String path = "spec.chains[" + i + "]";
            CustomChain chain = chains.get(i);
            if (chain == null || chain.name() == null || chain.name().isEmpty()) {
                findings.invalid(path + ".name", "the chain's name is missing");
            } else if (!names.add(chain.name()) || FallbackChain.of(chain.name()) != null) {
                findings.invalid(path + ".name", "there is another chain called '" + chain.name() + "'");
            } else if (orEmpty(chain.targets()).isEmpty()) {
                findings.invalid(path + ".targets", "name at least one target");
            } else {
                references(chain.targets(), targets, path + ".targets");
            }
        }
    }

    static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private void models(List<String> models) {
        if (models.isEmpty()) {
            findings.invalid("spec.models", "name at least one model");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            String path = "spec.models[" + i + "]";
            if (models.get(i) == null || models.get(i).isBlank()) {
                findings.invalid(path, "the name is empty");
            } else if (!seen.add(models.get(i))) {
                findings.invalid(path, "'" + models.get(i) + "' is listed twice");
            }
        }
    }

    /** Weights by target name. */
    private Map<String, Integer> targets(List<PolicyTarget> targets) {
        if (targets.isEmpty()) {
            findings.invalid("spec.targets", "name at least one target");
        }
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            String path = "spec.targets[" + i + "]";
            PolicyTarget target = targets.get(i);
            if (target == null || target.name() == null || target.name().isEmpty()) {
                findings.invalid(path + ".name", "the target's name is missing");
                continue;
            }
            int weight = target.weight() == null ? PolicyCompiler.WEIGHT : target.weight();
            if (weights.putIfAbsent(target.name(), weight) != null) {
                findings.invalid(path + ".name", "another target is called '" + target.name() + "'");
            }
            if (weight < 0) {
                findings.invalid(path + ".weight", "must not be negative");
            }
            references(target, path);
        }
        return weights;
    }

    private void references(PolicyTarget target, String path) {
        if ((target.providerRef() == null) == (target.deploymentRef() == null)) {
            findings.invalid(path, "give exactly one of providerRef and deploymentRef");
            return;
        }
        ObjectRef ref = target.providerRef() == null ? target.deploymentRef() : target.providerRef();
        if (ref.name() == null || ref.name().isEmpty()) {
            findings.invalid(path, "the reference holds no name");
        }
        boolean blank = target.model() == null
                ? target.providerRef() != null
                : target.model().isBlank();
        if (blank) {
            findings.invalid(path + ".model", "a target with providerRef needs model");
        }
    }

    private void rules(RoutingPolicySpec spec, Map<String, Integer> weights) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < orEmpty(spec.rules()).size(); i++) {
            String path = "spec.rules[" + i + "]";
            PolicyRule rule = spec.rules().get(i);
            if (rule == null || rule.name() == null || rule.name().isEmpty()) {
                findings.invalid(path + ".name", "the rule's name is missing");
                continue;
            }
            if (!names.add(rule.name())) {
                findings.invalid(path + ".name", "another rule is called '" + rule.name() + "'");
            }
            RuleConditions.check(rule.match(), orEmpty(spec.models()), path + ".match", findings);
            preference(rule, PolicyCompiler.strategy(spec.strategy()), weights, path + ".prefer");
            if (rule.fallback() != null) {
                if (rule.fallback().targets() == null && rule.fallback().chain() == null) {
                    findings.invalid(path + ".fallback", "give targets or chain");
                }
                references(orEmpty(rule.fallback().targets()), weights.keySet(), path + ".fallback.targets");
            }
        }
    }

    private void preference(PolicyRule rule, Strategy policyStrategy, Map<String, Integer> weights, String path) {
        List<String> prefer = orEmpty(rule.prefer());
        references(prefer, weights.keySet(), path);
        Strategy strategy = PolicyCompiler.strategy(rule, policyStrategy);
        List<Integer> chosen = prefer.isEmpty()
                ? List.copyOf(weights.values())
                : prefer.stream().filter(weights::containsKey).map(weights::get).toList();
        if (prefer.isEmpty() && strategy == policyStrategy) {
            return; // said of the policy as a whole already
        }
        weights(strategy, chosen, path);
    }

    private void weights(Strategy strategy, Collection<Integer> weights, String path) {
        if (strategy == Strategy.WEIGHTED
                && !weights.isEmpty()
                && weights.stream().allMatch(w -> w == 0)) {
            findings.invalid(path, "strategy Weighted needs a target with a weight above 0");
        }
    }

    private void references(List<String> names, Set<String> targets, String path) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null || !targets.contains(name)) {
                findings.invalid(path, "'" + name + "' is not the name of a target");
            } else if (!seen.add(name)) {
                findings.invalid(path, "'" + name + "' is listed twice");
            }
        }
    }
}
