package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.Fallback;
import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.PolicyRule;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicySpec;
import dev.cortexllm.api.v1alpha1.RuleFallback;
import dev.cortexllm.api.v1alpha1.Spillover;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Limit;
import dev.cortexllm.config.Policy;
import dev.cortexllm.config.Policy.Choosing;
import dev.cortexllm.config.Policy.Rule;
import dev.cortexllm.config.Policy.Target;
import dev.cortexllm.config.Retry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Compiles one RoutingPolicy, before names are shared out. */
final class PolicyCompiler {
    /** Weight of a target that gives none. */
    static final int WEIGHT = 1;

    private static final int MOST_ATTEMPTS = 10;

    private final TargetResolver resolver;
    private final Budgets money;

    PolicyCompiler(TargetResolver resolver, Budgets money) {
        this.resolver = resolver;
        this.money = money;
    }

    /** The policy's entry; worthless when there are findings against the spec. */
    Policy compile(Resource<RoutingPolicySpec> resource, Findings findings) {
        RoutingPolicySpec spec = resource.spec();
        PolicyChecks.check(spec, findings);
        List<Limit> limits = RateLimits.of("policy", resource, spec.rateLimits(), findings);
        List<Budget> budgets = money.of("policy", resource, spec.budgets(), "spec.budgets", findings);
        Retry retry = Protection.retry(spec.retry(), findings);
        if (!findings.valid()) {
            return null;
        }
        List<Target> targets = new ArrayList<>();
        Map<String, Integer> indexes = new LinkedHashMap<>();
        for (int i = 0; i < spec.targets().size(); i++) {
            PolicyTarget given = spec.targets().get(i);
            Optional<Target> target = resolver.resolve(resource.id(), given, "spec.targets[" + i + "]", findings);
            target.ifPresent(t -> {
                indexes.put(t.name(), targets.size());
                targets.add(t);
            });
        }
        Strategy strategy = strategy(spec.strategy());
        long spillWait = spillWait(spec.spillover(), "spec.spillover", findings);
        ChoosingCompiler choosing = new ChoosingCompiler(resource, money, findings);
        Choosing usual = choosing.policy();
        List<Integer> fallback =
                indexes(choosing.names(spec.fallback()), indexes, fallbackPath(spec.fallback()), findings);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < PolicyChecks.orEmpty(spec.rules()).size(); i++) {
            PolicyRule given = spec.rules().get(i);
            String path = "spec.rules[" + i + "]";
            Rule own = rule(given, spec.models(), strategy, spillWait, path, findings)
                    .with(choosing(choosing, given, usual, indexes, path, findings));
            rules.add(limited(own, given, i, indexes, fallback, findings));
        }
        RuleCoverage.check(rules, spec.models(), findings);
        TargetWarnings.check(strategy, usual, targets, rules, fallback, findings);
        return new Policy(
                resource.id().path(),
                resource.id().name(),
                Objects.requireNonNullElse(resource.uid(), ""),
                resource.generation(),
                spec.models().stream().sorted().toList(),
                strategy,
                List.copyOf(targets),
                List.copyOf(rules),
                fallback,
                attempts(spec.fallback(), findings),
                spillWait,
                spec.unsupported(),
                limits,
                budgets,
                retry,
                usual);
    }

    static Strategy strategy(Strategy given) {
        return given == null ? Strategy.BALANCED : given;
    }

    private static Rule rule(
            PolicyRule rule, List<String> models, Strategy strategy, long spillWait, String path, Findings findings) {
        return new Rule(
                rule.name(),
                RuleConditions.models(rule.match(), models),
                RuleConditions.tasks(rule.match()),
                RuleConditions.headers(rule.match()),
                List.of(),
                strategy(rule, strategy),
                rule.spillover() == null ? spillWait : spillWait(rule.spillover(), path + ".spillover", findings),
                false,
                RuleConditions.traits(rule.match()));
    }

    private static String fallbackPath(Fallback fallback) {
        return fallback == null || fallback.chain() == null ? "spec.fallback.targets" : "spec.fallback.chain";
    }

    /** A list of targets says enough of their order, unless the rule or the policy has them spill or drawn. */
    static Strategy strategy(PolicyRule rule, Strategy policy) {
        if (rule.strategy() != null) {
            return rule.strategy();
        }
        return policy.scores() && !PolicyChecks.orEmpty(rule.prefer()).isEmpty() ? Strategy.FALLBACK : policy;
    }

    private static Choosing choosing(
            ChoosingCompiler compiler,
            PolicyRule rule,
            Choosing policy,
            Map<String, Integer> resolved,
            String path,
            Findings findings) {
        Choosing choosing = compiler.rule(rule, policy, path);
        RuleFallback fallback = rule.fallback();
        if (fallback == null) {
            return choosing;
        }
        List<String> names = compiler.names(fallback.targets(), fallback.chain(), path + ".fallback");
        if (FallbackChain.of(fallback.chain()) != null) {
            return choosing; // an empty list would stand for no fallback
        }
        return Objects.requireNonNullElse(choosing, Choosing.USUAL)
                .withFallback(indexes(
                        names,
                        resolved,
                        path + (fallback.chain() == null ? ".fallback.targets" : ".fallback.chain"),
                        findings));
    }

    private static Rule limited(
            Rule rule,
            PolicyRule given,
            int position,
            Map<String, Integer> resolved,
            List<Integer> fallback,
            Findings findings) {
        String path = "spec.rules[" + position + "].prefer";
        List<String> prefer = PolicyChecks.orEmpty(given.prefer());
        Rule limited =
                RuleTargets.limited(rule, !prefer.isEmpty(), indexes(prefer, resolved, path, findings), fallback);
        if (limited.closed()
                && (limited.choosing() == null || limited.choosing().chain() == null)) {
            findings.warn(
                    path,
                    "RuleClosed",
                    "none of them is resolved and there is no fallback: requests that match get 503");
        }
        return limited;
    }

    private static List<Integer> indexes(
            List<String> names, Map<String, Integer> resolved, String path, Findings findings) {
        List<Integer> indexes = new ArrayList<>();
        for (String name : names) {
            Integer index = resolved.get(name);
            if (index == null) {
                findings.warn(path, "TargetLeftOut", "target '" + name + "' is left out until it is resolved");
            } else {
                indexes.add(index);
            }
        }
        return List.copyOf(indexes);
    }

    private static long spillWait(Spillover spillover, String path, Findings findings) {
        String text = spillover == null ? null : spillover.whenQueueWaitExceeds();
        return Spans.orZero(text, Defaults.SPILL_WAIT, path + ".whenQueueWaitExceeds", findings);
    }

    private static int attempts(Fallback fallback, Findings findings) {
        if (fallback == null || fallback.maxAttempts() == null) {
            return Integer.parseInt(Defaults.MAX_ATTEMPTS);
        }
        if (fallback.maxAttempts() < 1 || fallback.maxAttempts() > MOST_ATTEMPTS) {
            findings.invalid("spec.fallback.maxAttempts", "must be from 1 to " + MOST_ATTEMPTS);
        }
        return fallback.maxAttempts();
    }
}
