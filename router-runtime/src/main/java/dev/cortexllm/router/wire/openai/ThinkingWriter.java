package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Thinking.Effort;
import dev.cortexllm.router.wire.chat.Thinking.Mode;
import java.util.Map;
import java.util.Set;

/**
 * Writes how much the model is to reason, and knows who wants its earlier reasoning back. OpenAI has words for it, some
 * vendors have a switch beside them (facts/wire/openai-compatible.md section 10).
 */
final class ThinkingWriter {
    /** Thresholds of anthropic.md section 10. */
    private static final int LITTLE = 1024;

    private static final int USUAL = 8192;
    private static final Map<String, Switch> SWITCHES = Map.of(
            "moonshot", Switch.TYPE,
            "deepseek", Switch.TYPE,
            "vllm", Switch.TEMPLATE,
            "llamacpp", Switch.TEMPLATE);
    private static final Set<String> WANT_IT_BACK = Set.of("moonshot", "deepseek", "vllm", "llamacpp", "ollama");

    /** How a vendor is told whether to reason at all. */
    private enum Switch {
        /** {@code reasoning_effort: none}. */
        EFFORT,
        /** {@code thinking: {type}}. */
        TYPE,
        /** A parameter of the model's chat template. */
        TEMPLATE
    }

    private ThinkingWriter() {}

    /** Whether a vendor's models want to be told what they thought earlier. */
    static boolean wantsItBack(String vendor) {
        return WANT_IT_BACK.contains(vendor);
    }

    /**
     * Writes it.
     *
     * @param thinking what the client wants, or null
     * @param vendor who is asked
     * @param request what is written
     */
    static void write(Thinking thinking, String vendor, ObjectNode request) {
        if (thinking == null) {
            return;
        }
        boolean off = thinking.mode() == Mode.DISABLED;
        boolean on = thinking.mode() == Mode.ENABLED;
        Switch by = SWITCHES.getOrDefault(vendor, Switch.EFFORT);
        if (by == Switch.TYPE && (on || off)) {
            request.putObject("thinking").put("type", on ? "enabled" : "disabled");
        } else if (by == Switch.TEMPLATE && (on || off)) {
            request.putObject("chat_template_kwargs").put("enable_thinking", on);
        }
        Effort effort = by == Switch.EFFORT ? effort(thinking) : off ? null : thinking.effort();
        if (effort != null) {
            request.put("reasoning_effort", effort.word());
        }
    }

    private static Effort effort(Thinking thinking) {
        if (thinking.mode() == Mode.DISABLED) {
            return Effort.NONE;
        }
        if (thinking.effort() != null || thinking.budgetTokens() == null) {
            return thinking.effort();
        }
        int budget = thinking.budgetTokens();
        return budget <= LITTLE ? Effort.LOW : budget <= USUAL ? Effort.MEDIUM : Effort.HIGH;
    }
}
