package dev.cortexllm.router.wire.chat;

/**
 * How much the model is to reason before it answers. A component is null where the client is silent.
 *
 * @param mode whether at all
 * @param effort in words
 * @param budgetTokens in tokens, at most
 */
public record Thinking(Mode mode, Effort effort, Integer budgetTokens) {
    /** Whether it reasons at all. */
    public enum Mode {
        /** It does. */
        ENABLED,
        /** It does not. */
        DISABLED,
        /** It decides. */
        ADAPTIVE
    }

    /** How much, in OpenAI's and Anthropic's words, ascending. */
    public enum Effort {
        /** Not at all. */
        NONE,
        /** Hardly. */
        MINIMAL,
        /** Little. */
        LOW,
        /** The usual. */
        MEDIUM,
        /** Much. */
        HIGH,
        /** Very much. */
        XHIGH,
        /** As much as it can. */
        MAX;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
