package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.FallbackChain;
import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.config.Policy;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What rules must know of a request beside its model and headers, as bits. A route whose rules need nothing reads nothing. */
public final class Needs {
    /** What it is for. */
    public static final int TASK = 1;
    /** How hard it is. */
    public static final int COMPLEXITY = 2;
    /** How long its caller is willing to wait. */
    public static final int LATENCY = 4;
    /** What it needs of a model. */
    public static final int CAPABILITIES = 8;
    /** How long its prompt is. */
    public static final int PROMPT_TOKENS = 16;

    private Needs() {}

    /** What all rules of a policy need together. */
    static int of(Policy policy) {
        int needs = 0;
        for (Policy.Rule rule : policy.rules()) {
            needs |= rule.tasks().isEmpty() ? 0 : TASK;
            Policy.Traits traits = rule.traits();
            if (traits != null) {
                needs |= traits.complexities() == null ? 0 : COMPLEXITY;
                needs |= traits.latencies() == null ? 0 : LATENCY;
                needs |= traits.capabilities() == null ? 0 : CAPABILITIES;
                needs |= traits.minPromptTokens() == null && traits.maxPromptTokens() == null ? 0 : PROMPT_TOKENS;
            }
        }
        return needs | ofChoice(policy);
    }

    /**
     * What scores and capabilities ask for beyond the rules: only where there is something to choose between. A model that is known
     * to lack something matters where another one has it; the task where qualities are known.
     */
    private static int ofChoice(Policy policy) {
        List<Merits> merits = policy.targets().stream().map(Merits::of).toList();
        boolean rated = merits.size() > 1 && merits.stream().anyMatch(Merits::rated);
        int needs = Merits.differ(merits) ? CAPABILITIES : 0;
        List<Strategy> strategies = Stream.concat(
                        Stream.of(policy.strategy()), policy.rules().stream().map(Policy.Rule::strategy))
                .toList();
        if (strategies.contains(Strategy.CAPABILITY_MATCH)) {
            needs |= CAPABILITIES;
        }
        if (rated && (strategies.contains(Strategy.QUALITY_OPTIMIZED) || bestFirst(policy))) {
            needs |= TASK;
        }
        if (rated && strategies.contains(Strategy.BALANCED)) {
            needs |= TASK | COMPLEXITY | LATENCY;
        }
        return needs;
    }

    private static boolean bestFirst(Policy policy) {
        return Stream.concat(
                        Stream.ofNullable(policy.choosing()),
                        policy.rules().stream().map(Policy.Rule::choosing).filter(Objects::nonNull))
                .anyMatch(choosing -> choosing.chain() == FallbackChain.HIGH_QUALITY);
    }
}
