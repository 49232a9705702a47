package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Thinking.Effort;
import dev.cortexllm.router.wire.chat.Thinking.Mode;
import dev.cortexllm.router.wire.json.JsonTrees;

/**
 * Writes how much the model is to reason: a number of tokens for 2.5, a word from the third generation on (facts/wire/
 * gemini.md section 6). Who asks for reasoning gets to see it.
 */
final class ThinkingWriter {
    /** What a 2.5 model thinks at each effort; facts/wire/gemini.md section 6, from Google's compatibility table. */
    private static final int LOW = 1_024;

    private static final int MEDIUM = 8_192;
    private static final int HIGH = 24_576;
    private static final int BY_ITSELF = -1;

    private final Thinking thinking;
    private final Fidelity fidelity;
    private final ObjectNode config = JsonTrees.object();

    private ThinkingWriter(Thinking thinking, Fidelity fidelity) {
        this.thinking = thinking;
        this.fidelity = fidelity;
    }

    /**
     * Puts the wish into a request.
     *
     * @param thinking what the client wants, or null
     * @param reasoning how the model is told
     * @param generation gets {@code thinkingConfig}
     * @param fidelity told when the model cannot follow
     * @throws Refused when it cannot and the policy is strict
     */
    static void write(Thinking thinking, Reasoning reasoning, ObjectNode generation, Fidelity fidelity) throws Refused {
        if (thinking != null) {
            ThinkingWriter writer = new ThinkingWriter(thinking, fidelity);
            writer.write(reasoning);
            if (!writer.config.isEmpty()) {
                generation.set("thinkingConfig", writer.config);
            }
        }
    }

    private void write(Reasoning reasoning) throws Refused {
        if (reasoning instanceof Reasoning.Budget budget) {
            budget(budget);
        } else if (reasoning instanceof Reasoning.Level level) {
            level(level);
        } else if (!off()) {
            lost("this model does not reason");
        }
    }

    private boolean off() {
        return thinking.mode() == Mode.DISABLED || thinking.effort() == Effort.NONE;
    }

    private void budget(Reasoning.Budget budget) throws Refused {
        if (!off()) {
            config.put("thinkingBudget", tokens(budget)).put("includeThoughts", true);
        } else if (budget.canBeOff()) {
            config.put("thinkingBudget", 0);
        } else {
            lost("this model always reasons; it is asked to do so as little as it can");
            config.put("thinkingBudget", budget.least());
        }
    }

    private int tokens(Reasoning.Budget budget) {
        if (thinking.budgetTokens() != null) {
            return budget.clamp(thinking.budgetTokens());
        } else if (thinking.effort() == null) {
            return BY_ITSELF;
        }
        return budget.clamp(
                switch (thinking.effort()) {
                    case NONE, MINIMAL, LOW -> LOW;
                    case MEDIUM -> MEDIUM;
                    case HIGH -> HIGH;
                    case XHIGH, MAX -> Integer.MAX_VALUE;
                });
    }

    private void level(Reasoning.Level level) throws Refused {
        if (off()) {
            if (!level.minimal()) {
                lost("this model always reasons; it is asked to do so as little as it can");
            }
            config.put("thinkingLevel", level.minimal() ? "MINIMAL" : "LOW");
            return;
        }
        Effort effort = thinking.effort() == null ? effort(thinking.budgetTokens()) : thinking.effort();
        if (effort != null) {
            config.put("thinkingLevel", word(effort, level));
        }
        config.put("includeThoughts", true);
    }

    /** The effort whose budget is nearest from above, where the client gave a number. */
    private static Effort effort(Integer tokens) {
        if (tokens == null) {
            return null;
        }
        return tokens <= LOW ? Effort.LOW : tokens <= MEDIUM ? Effort.MEDIUM : Effort.HIGH;
    }

    private static String word(Effort effort, Reasoning.Level level) {
        return switch (effort) {
            case NONE, MINIMAL -> level.minimal() ? "MINIMAL" : "LOW";
            case LOW -> "LOW";
            case MEDIUM -> level.medium() ? "MEDIUM" : "HIGH";
            case HIGH, XHIGH, MAX -> "HIGH";
        };
    }

    /** An effort in words is OpenAI's field, all else Anthropic's. */
    private void lost(String why) throws Refused {
        fidelity.lost(thinking.effort() == null ? "thinking" : "reasoning_effort", why);
    }
}
