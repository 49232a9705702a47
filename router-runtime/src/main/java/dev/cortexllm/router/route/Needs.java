package dev.cortexllm.router.route;

import dev.cortexllm.config.Policy;

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
        return needs;
    }
}
