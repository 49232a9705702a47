package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.anthropic.ClaudeModel.Reasoning;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Thinking;
import dev.cortexllm.router.wire.chat.Thinking.Effort;
import dev.cortexllm.router.wire.chat.Thinking.Mode;

/** Writes how much the model is to think, in the words of its generation (facts/wire/anthropic.md sections 2 and 8). */
final class ThinkingWriter {
    private static final String FIELD = "reasoning_effort";

    /** Least budget that the API takes (facts/wire/anthropic.md section 2). */
    private static final int LEAST = 1024;

    /** Budgets of efforts: section 8 up to high, doubled from there on. */
    private static final int MEDIUM = 2048;

    private static final int HIGH = 4096;
    private static final int XHIGH = 8192;
    private static final int MAX = 16384;

    /** A budget up to which an effort is low, and one up to which it is medium (section 10). */
    private static final int LOW_BUDGET = 1024;

    private static final int MEDIUM_BUDGET = 8192;

    private final ClaudeModel model;
    private final Fidelity fidelity;

    /**
     * @param model what the target takes
     * @param fidelity told what is lost
     */
    ThinkingWriter(ClaudeModel model, Fidelity fidelity) {
        this.model = model;
        this.fidelity = fidelity;
    }

    /**
     * Writes it.
     *
     * @param wanted what the client wants, or null
     * @param obstacle a clause that says why the request leaves no room for thought, or null
     * @param maxTokens most tokens of the answer, thought included
     * @param body gets {@code thinking}
     * @param output gets {@code effort}
     * @return whether the model was told to think
     * @throws Refused when the policy wants that
     */
    boolean write(Thinking wanted, String obstacle, int maxTokens, ObjectNode body, ObjectNode output) throws Refused {
        if (wanted == null) {
            return false;
        }
        if (wanted.mode() == Mode.DISABLED
                || wanted.effort() != null && wanted.effort().compareTo(Effort.LOW) < 0) {
            off(body, output);
            return false;
        }
        if (model.thinking() == Reasoning.NONE) {
            fidelity.lost(FIELD, "the model does not reason");
            return false;
        }
        Effort effort = effort(wanted);
        if (effort != null && !model.efforts().isEmpty()) {
            effort(effort, output);
        }
        if (obstacle != null) {
            fidelity.lost(FIELD, obstacle);
            return false;
        }
        return model.thinking().adaptive() ? adaptive(body) : budget(wanted, effort, maxTokens, body);
    }

    /** Thinks not at all, or as little as the model can. */
    private void off(ObjectNode body, ObjectNode output) throws Refused {
        switch (model.thinking()) {
            case NONE, BUDGET, ADAPTIVE -> {
                // They think only when they are told to.
            }
            case ADAPTIVE_ONLY -> body.putObject("thinking").put("type", "disabled");
            case BETWEEN_TOOLS -> body.putObject("thinking").put("type", "between_tools");
            case ALWAYS -> {
                output.put("effort", Effort.LOW.word());
                fidelity.lost(FIELD, "the model always thinks, it was told to do so as little as it can");
            }
        }
    }

    private static Effort effort(Thinking wanted) {
        if (wanted.effort() != null || wanted.budgetTokens() == null) {
            return wanted.effort();
        }
        return wanted.budgetTokens() <= LOW_BUDGET
                ? Effort.LOW
                : wanted.budgetTokens() <= MEDIUM_BUDGET ? Effort.MEDIUM : Effort.HIGH;
    }

    private void effort(Effort effort, ObjectNode output) throws Refused {
        Effort nearest = model.effort(effort);
        if (nearest != effort) {
            fidelity.lost(
                    FIELD, "the model does not know '" + effort.word() + "', it was told '" + nearest.word() + "'");
        }
        output.put("effort", nearest.word());
    }

    /** Models that know no budgets keep their thoughts to themselves unless they are asked to tell them. */
    private boolean adaptive(ObjectNode body) {
        ObjectNode thinking = body.putObject("thinking").put("type", "adaptive");
        if (model.thinking() != Reasoning.ADAPTIVE) {
            thinking.put("display", "summarized");
        }
        return true;
    }

    private boolean budget(Thinking wanted, Effort effort, int maxTokens, ObjectNode body) throws Refused {
        if (maxTokens <= LEAST) {
            fidelity.lost(FIELD, "thinking takes " + LEAST + " tokens at least, and the answer may have " + maxTokens);
            return false;
        }
        boolean fits = wanted.budgetTokens() != null && wanted.budgetTokens() < maxTokens;
        int budget = fits
                ? Math.max(LEAST, wanted.budgetTokens())
                : Math.min(budget(effort), Math.max(LEAST, maxTokens / 2));
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        return true;
    }

    private static int budget(Effort effort) {
        return switch (effort == null ? Effort.MEDIUM : effort) {
            case NONE, MINIMAL, LOW -> LEAST;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
            case XHIGH -> XHIGH;
            case MAX -> MAX;
        };
    }
}
