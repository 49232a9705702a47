package dev.cortexllm.router.wire.chat;

import java.util.List;

/**
 * Whether and which tool must be called.
 *
 * @param mode how free the model is
 * @param names the tools it may choose among; empty: all. Exactly one under {@link Mode#NAMED}
 */
public record ToolChoice(Mode mode, List<String> names) {
    /** How free the model is. */
    public enum Mode {
        /** It decides. */
        AUTO,
        /** It must not call any. */
        NONE,
        /** It must call one. */
        REQUIRED,
        /** It must call that one. */
        NAMED
    }
}
