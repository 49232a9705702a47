package dev.cortexllm.router.route;

import dev.cortexllm.config.Policy;
import java.util.List;
import java.util.Set;

/**
 * What a request must be like for a rule. Sets are bits by ordinal.
 *
 * @param complexities one of which it has; 0: any
 * @param latencies one of which is its caller's; 0: any
 * @param capabilities all of which it needs
 * @param leastTokens fewest tokens of its prompt
 * @param mostTokens most tokens of its prompt
 * @param workspaces its sender's, one of these; empty: any
 */
public record RuleTraits(
        int complexities, int latencies, int capabilities, long leastTokens, long mostTokens, Set<String> workspaces) {

    /** Null for null. */
    static RuleTraits of(Policy.Traits traits) {
        return traits == null
                ? null
                : new RuleTraits(
                        bits(traits.complexities()),
                        bits(traits.latencies()),
                        bits(traits.capabilities()),
                        traits.minPromptTokens() == null ? Long.MIN_VALUE : traits.minPromptTokens(),
                        traits.maxPromptTokens() == null ? Long.MAX_VALUE : traits.maxPromptTokens(),
                        traits.workspaces() == null ? Set.of() : Set.copyOf(traits.workspaces()));
    }

    private static int bits(List<? extends Enum<?>> list) {
        return list == null
                ? 0
                : list.stream().mapToInt(one -> 1 << one.ordinal()).sum();
    }

    /** The first that a request does not have; null when it has all. */
    RuleCondition failing(RequestFacts facts) {
        if (!among(complexities, facts.complexity())) {
            return RuleCondition.COMPLEXITY;
        }
        if (!among(latencies, facts.latency())) {
            return RuleCondition.LATENCY;
        }
        if ((facts.capabilities() & capabilities) != capabilities) {
            return RuleCondition.CAPABILITIES;
        }
        if (facts.promptTokens() < leastTokens || facts.promptTokens() > mostTokens) {
            return RuleCondition.PROMPT_TOKENS;
        }
        return workspaces.isEmpty() || facts.workspace() != null && workspaces.contains(facts.workspace())
                ? null
                : RuleCondition.WORKSPACE;
    }

    private static boolean among(int bits, Enum<?> one) {
        return bits == 0 || one != null && (bits & 1 << one.ordinal()) != 0;
    }
}
