package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Sampling;
import java.math.BigDecimal;

/**
 * Writes how the next token is drawn, as far as the model's generation lets clients say so (facts/wire/anthropic.md section
 * 8, golden.md G7). A value that is the default anyway is left out in silence where it may not be given.
 */
final class SamplingWriter {
    /** Lowest nucleus that goes with thinking, by Anthropic's page on extended thinking. */
    private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");

    private final ClaudeModel model;
    private final boolean thinking;
    private final Fidelity fidelity;

    /**
     * @param model what the target takes
     * @param thinking whether the model was told to think
     * @param fidelity told what is lost
     */
    SamplingWriter(ClaudeModel model, boolean thinking, Fidelity fidelity) {
        this.model = model;
        this.thinking = thinking;
        this.fidelity = fidelity;
    }

    /**
     * Writes it.
     *
     * @param sampling what the client wants
     * @param defaults what is configured for where it is silent; what of it the model does not take is passed over
     * @param body gets the parameters
     * @throws Refused when the policy wants that
     */
    void write(Sampling sampling, Parameters defaults, ObjectNode body) throws Refused {
        boolean temperature = temperature(sampling.temperature(), body);
        boolean topP = topP(sampling.topP(), temperature, body);
        topK(sampling.topK(), body);
        defaults(sampling, defaults, topP, body);
        lost("presence_penalty", sampling.presencePenalty());
        lost("frequency_penalty", sampling.frequencyPenalty());
        if (sampling.seed() != null) {
            fidelity.lost("seed", "Anthropic's models take no seed");
        }
    }

    private boolean temperature(BigDecimal wanted, ObjectNode body) throws Refused {
        if (wanted == null) {
            return false;
        }
        if (model.sampling() == ClaudeModel.Takes.NONE || thinking) {
            if (!isOne(wanted)) {
                fidelity.lost("temperature", why());
            }
            return false;
        }
        if (wanted.compareTo(BigDecimal.ONE) > 0) {
            fidelity.lost("temperature", "Anthropic's highest is 1, which was sent");
        }
        body.put("temperature", wanted.min(BigDecimal.ONE));
        return true;
    }

    private boolean topP(BigDecimal wanted, boolean temperature, ObjectNode body) throws Refused {
        if (wanted == null) {
            return false;
        }
        boolean one = temperature && model.sampling() == ClaudeModel.Takes.ONE;
        if (model.sampling() == ClaudeModel.Takes.NONE || one || thinking && wanted.compareTo(LEAST_TOP_P) < 0) {
            if (!isOne(wanted)) {
                fidelity.lost("top_p", one ? "the model takes temperature or top_p, not both" : why());
            }
            return false;
        }
        body.put("top_p", wanted);
        return true;
    }

    private void topK(Integer wanted, ObjectNode body) throws Refused {
        if (wanted == null) {
            return;
        }
        if (model.sampling() == ClaudeModel.Takes.NONE || thinking) {
            fidelity.lost("top_k", why());
        } else {
            body.put("top_k", wanted);
        }
    }

    private void defaults(Sampling sampling, Parameters defaults, boolean topP, ObjectNode body) {
        if (model.sampling() == ClaudeModel.Takes.NONE || thinking) {
            return;
        }
        boolean one = model.sampling() == ClaudeModel.Takes.ONE;
        if (sampling.temperature() == null && defaults.temperature() != null && !(one && topP)) {
            body.put("temperature", defaults.temperature().min(BigDecimal.ONE));
        }
        if (sampling.topP() == null && defaults.topP() != null && !(one && body.has("temperature"))) {
            body.put("top_p", defaults.topP());
        }
    }

    private void lost(String field, BigDecimal value) throws Refused {
        if (value != null && value.signum() != 0) {
            fidelity.lost(field, "Anthropic has no such parameter");
        }
    }

    private String why() {
        return thinking ? "a model that thinks takes no other than its own" : "the model takes no other than its own";
    }

    private static boolean isOne(BigDecimal value) {
        return value.compareTo(BigDecimal.ONE) == 0;
    }
}
