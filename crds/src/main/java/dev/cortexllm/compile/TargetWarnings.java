package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Policy.Choosing;
import dev.cortexllm.config.Policy.Rule;
import dev.cortexllm.config.Policy.Target;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says where the targets that are resolved cannot do what a policy asks of them. */
final class TargetWarnings {
    private static final String NO_LOCAL = "NoLocalTarget";

    private final List<Target> targets;
    private final List<Integer> fallback;
    private final Findings findings;

    private TargetWarnings(List<Target> targets, List<Integer> fallback, Findings findings) {
        this.targets = targets;
        this.fallback = fallback;
        this.findings = findings;
    }

    /**
     * Checks a policy.
     *
     * @param strategy its strategy
     * @param usual how it chooses, or null
     * @param targets those that are resolved
     * @param rules its rules
     * @param fallback its fallback
     * @param findings told
     */
    static void check(
            Strategy strategy,
            Choosing usual,
            List<Target> targets,
            List<Rule> rules,
            List<Integer> fallback,
            Findings findings) {
        if (!targets.isEmpty()) {
            TargetWarnings warnings = new TargetWarnings(targets, fallback, findings);
            warnings.policy(strategy, localOnly(usual));
            boolean told = localOnly(usual) && targets.stream().noneMatch(Target::local);
            if (!told) {
                IntStream.range(0, rules.size()).forEach(i -> warnings.rule(rules.get(i), i));
            }
        }
    }

    private static boolean localOnly(Choosing choosing) {
        return choosing != null && choosing.localOnly();
    }

    private void policy(Strategy strategy, boolean localOnly) {
        boolean away = targets.stream().noneMatch(Target::local);
        if (away && localOnly) {
            findings.warn("spec.localOnly", NO_LOCAL, "none of the targets is self-hosted: all requests get 503");
        }
        if (away && strategy == Strategy.LOCAL_FIRST) {
            findings.warn("spec.strategy", NO_LOCAL, "LocalFirst finds nothing self-hosted among the targets");
        }
        if (strategy == Strategy.WEIGHTED && targets.stream().allMatch(t -> t.weight() == 0)) {
            findings.warn("spec.targets", "NoWeight", "every target that is resolved has weight 0");
        }
    }

    private void rule(Rule rule, int position) {
        if (localOnly(rule.choosing()) && reached(rule).noneMatch(Target::local)) {
            findings.warn(
                    "spec.rules[" + position + "]",
                    NO_LOCAL,
                    "none of the targets that it tries is self-hosted, and its requests never leave the cluster: they get"
                            + " 503");
        }
    }

    private Stream<Target> reached(Rule rule) {
        boolean all = rule.choosing().chain() != null || rule.prefer().isEmpty() && !rule.closed();
        List<Integer> next =
                rule.choosing().fallback() == null ? fallback : rule.choosing().fallback();
        return all
                ? targets.stream()
                : Stream.concat(rule.prefer().stream(), next.stream()).map(targets::get);
    }
}
