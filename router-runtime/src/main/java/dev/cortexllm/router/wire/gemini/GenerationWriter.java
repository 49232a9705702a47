package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Sampling;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.ToolChoice;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.math.BigDecimal;
import java.util.List;

/** Writes {@code generationConfig} (facts/wire/gemini.md sections 2 and 6). */
final class GenerationWriter {
    /** facts/wire/gemini.md section 2. */
    private static final int MOST_STOPS = 5;

    private static final int MOST_CHOICES = 8;

    private final ChatCall call;
    private final TargetModel target;
    private final ModelTraits traits;
    private final Fidelity fidelity;
    private final ObjectNode out = JsonTrees.object();

    GenerationWriter(ChatCall call, TargetModel target, ModelTraits traits, Fidelity fidelity) {
        this.call = call;
        this.target = target;
        this.traits = traits;
        this.fidelity = fidelity;
    }

    /**
     * Puts the parameters into a request.
     *
     * @param body gets {@code generationConfig} when there is something to say
     * @throws Refused when a parameter is out of range, or lost and the policy is strict
     */
    void write(ObjectNode body) throws Refused {
        if (traits.settled()) {
            settled();
        } else {
            sampling();
        }
        length();
        stop();
        choices();
        logprobs();
        format();
        ThinkingWriter.write(call.thinking(), traits.reasoning(), out, fidelity);
        if (!out.isEmpty()) {
            body.set("generationConfig", out);
        }
    }

    private void sampling() {
        Sampling sampling = call.sampling();
        Parameters defaults = target.defaults();
        put("temperature", sampling.temperature() == null ? defaults.temperature() : sampling.temperature());
        put("topP", sampling.topP() == null ? defaults.topP() : sampling.topP());
        if (sampling.topK() != null) {
            out.put("topK", sampling.topK());
        }
        put("presencePenalty", sampling.presencePenalty());
        put("frequencyPenalty", sampling.frequencyPenalty());
        seed(sampling.seed());
    }

    /** Such a model passes over or refuses what a client says of sampling; defaults are nobody's wish for this request. */
    private void settled() throws Refused {
        Sampling sampling = call.sampling();
        settled("temperature", sampling.temperature());
        settled("top_p", sampling.topP());
        settled("top_k", sampling.topK());
        settled("presence_penalty", sampling.presencePenalty());
        settled("frequency_penalty", sampling.frequencyPenalty());
        seed(sampling.seed());
    }

    private void settled(String field, Number value) throws Refused {
        if (value != null) {
            fidelity.lost(field, "this model samples in its own way");
        }
    }

    private void put(String field, BigDecimal value) {
        if (value != null) {
            out.put(field, value);
        }
    }

    /** Google's seed has 32 bits; a longer one is folded, which keeps what it is for: the same seed, the same draws. */
    private void seed(Long seed) {
        if (seed != null) {
            boolean fits = seed == seed.intValue();
            out.put("seed", fits ? seed.intValue() : Long.hashCode(seed));
        }
    }

    /** A limit above the model's own is refused by the model, and cuts no answer that the model's own would not cut. */
    private void length() {
        Integer wanted = call.maxTokens() == null ? target.defaults().maxTokens() : call.maxTokens();
        if (wanted != null) {
            long most = target.maxOutputTokens() == null ? Long.MAX_VALUE : target.maxOutputTokens();
            out.put("maxOutputTokens", Math.min(wanted, most));
        }
    }

    private void stop() throws Refused {
        List<String> stops =
                call.stop().stream().filter(stop -> !stop.isEmpty()).toList();
        if (stops.size() > MOST_STOPS) {
            throw new Refused(
                    "'stop' holds " + stops.size() + " texts; the chosen model takes at most " + MOST_STOPS + ".",
                    "stop",
                    "unsupported_value");
        }
        if (!stops.isEmpty()) {
            stops.forEach(out.putArray("stopSequences")::add);
        }
    }

    private void choices() throws Refused {
        if (call.choices() == null || call.choices() == 1) {
            return;
        }
        if (call.choices() > MOST_CHOICES) {
            throw new Refused(
                    "'n' is " + call.choices() + "; the chosen model gives at most " + MOST_CHOICES + " answers.",
                    "n",
                    "unsupported_value");
        }
        out.put("candidateCount", call.choices());
    }

    private void logprobs() {
        if (call.logprobs() != null) {
            out.put("responseLogprobs", true);
            if (call.logprobs().top() > 0) {
                out.put("logprobs", call.logprobs().top());
            }
        }
    }

    private void format() throws Refused {
        if (call.answerFormat() == null) {
            return;
        }
        boolean mayCall = !call.tools().isEmpty()
                && (call.toolChoice() == null || call.toolChoice().mode() != ToolChoice.Mode.NONE);
        if (mayCall && !traits.third()) {
            fidelity.lost("response_format", "this model answers in JSON only when it has no tools");
            return;
        }
        out.put("responseMimeType", "application/json");
        if (call.answerFormat() instanceof AnswerFormat.JsonSchema format && format.schema() != null) {
            JsonNode schema = described(format);
            if (traits.jsonSchema()) {
                out.set("responseJsonSchema", schema);
            } else {
                out.set("responseSchema", SchemaSubset.of(schema, "response_format", fidelity));
            }
        }
    }

    /** What the format is for goes into its schema, where that says nothing itself. */
    private static JsonNode described(AnswerFormat.JsonSchema format) {
        if (format.description() == null
                || !format.schema().isObject()
                || format.schema().has("description")) {
            return format.schema();
        }
        ObjectNode schema = format.schema().deepCopy();
        return schema.put("description", format.description());
    }
}
