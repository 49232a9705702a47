package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy.Header;
import dev.cortexllm.config.Policy.Rule;
import dev.cortexllm.config.Policy.Traits;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds rules that no request reaches, as an earlier rule takes all that they could match. */
final class RuleCoverage {
    private final List<String> policyModels;

    private RuleCoverage(List<String> policyModels) {
        this.policyModels = policyModels;
    }

    static void check(List<Rule> rules, List<String> policyModels, Findings findings) {
        RuleCoverage coverage = new RuleCoverage(policyModels);
        for (int later = 1; later < rules.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (coverage.covers(rules.get(earlier), rules.get(later))) {
                    String name = "rule '" + rules.get(earlier).name() + "' ";
                    findings.warn(
                            "spec.rules[" + later + "]",
                            "Unreachable",
                            unconditional(rules.get(earlier))
                                    ? name + "has no match and takes every request before"
                                    : name + "takes every request before that this one could");
                    break;
                }
            }
        }
    }

    private static boolean unconditional(Rule rule) {
        return rule.models().isEmpty()
                && rule.tasks().isEmpty()
                && rule.headers().isEmpty()
                && rule.traits() == null;
    }

    private boolean covers(Rule earlier, Rule later) {
        return within(later.models(), earlier.models(), policyModels)
                && within(later.tasks(), earlier.tasks(), EnumSet.allOf(Task.class))
                && earlier.headers().stream().allMatch(wanted -> implied(wanted, later.headers()))
                && covers(traits(earlier), traits(later));
    }

    private static boolean covers(Traits earlier, Traits later) {
        return within(orEmpty(later.complexities()), orEmpty(earlier.complexities()), EnumSet.allOf(Complexity.class))
                && within(orEmpty(later.latencies()), orEmpty(earlier.latencies()), EnumSet.allOf(LatencyClass.class))
                && orEmpty(later.capabilities()).containsAll(orEmpty(earlier.capabilities()))
                && among(orEmpty(later.workspaces()), orEmpty(earlier.workspaces()))
                && least(earlier) <= least(later)
                && most(later) <= most(earlier);
    }

    /** Whether one of a list is always one of another; an empty list stands for all there are. */
    private static <T> boolean within(List<T> inner, List<T> outer, Collection<T> all) {
        Set<T> wide = new HashSet<>(outer);
        return outer.isEmpty() || wide.containsAll(inner.isEmpty() ? all : inner);
    }

    /** As {@link #within}, where nobody knows all there are. */
    private static <T> boolean among(List<T> inner, List<T> outer) {
        return outer.isEmpty() || !inner.isEmpty() && outer.containsAll(inner);
    }

    private static boolean implied(Header wanted, List<Header> given) {
        return given.stream()
                .anyMatch(one -> one.name().equals(wanted.name())
                        && (wanted.value() == null || wanted.value().equals(one.value())));
    }

    private static Traits traits(Rule rule) {
        return Objects.requireNonNullElse(rule.traits(), Traits.NONE);
    }

    private static long least(Traits traits) {
        return traits.minPromptTokens() == null ? 0 : traits.minPromptTokens();
    }

    private static long most(Traits traits) {
        return traits.maxPromptTokens() == null ? Long.MAX_VALUE : traits.maxPromptTokens();
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return PolicyChecks.orEmpty(list);
    }
}
