package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Where a vendor departs from OpenAI's chat completions, as data. Every component left out says "not here"; in JSON it is
 * absent then. Sources: {@code facts/wire/openai-compatible.md}, and where it is silent the vendor's own reference.
 *
 * @param models in an entry of {@code byModel}: the models it is about, as for {@link ModelGlobs}; else empty
 * @param accepted fields of a request that the vendor takes, where it refuses all others; empty: it says nothing of others
 * @param refused fields of a request that it refuses, or takes without any effect: never sent
 * @param fixed fields that may only hold OpenAI's default: never sent with another value
 * @param renamed the vendor's name of a field, by OpenAI's
 * @param words the vendor's nearest word for the value of a field, by field and by OpenAI's word; another word is a loss
 * @param omitEmpty whether it refuses members that are null, and an empty list of tools
 * @param sampling how the next token is drawn
 * @param messages what messages look like
 * @param tools what tools look like
 * @param answer what is asked of the answer
 * @param byModel what is so for some models only, added to the above in order
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Quirks(
        List<String> models,
        List<String> accepted,
        List<String> refused,
        List<String> fixed,
        Map<String, String> renamed,
        Map<String, Map<String, String>> words,
        boolean omitEmpty,
        SamplingQuirks sampling,
        MessageQuirks messages,
        ToolQuirks tools,
        AnswerQuirks answer,
        List<Quirks> byModel) {
    /** None: the vendor speaks as OpenAI does. */
    public static final Quirks NONE = new Quirks();

    /** None. */
    public Quirks() {
        this(null, null, null, null, null, null, false, null, null, null, null, null);
    }

    /** Takes what is null for what says nothing. */
    @JsonCreator
    public Quirks {
        models = Merging.list(models);
        accepted = Merging.list(accepted);
        refused = Merging.list(refused);
        fixed = Merging.list(fixed);
        renamed = Merging.map(renamed);
        words = Merging.map(words);
        sampling = sampling == null ? SamplingQuirks.NONE : sampling;
        messages = messages == null ? MessageQuirks.NONE : messages;
        tools = tools == null ? ToolQuirks.NONE : tools;
        answer = answer == null ? AnswerQuirks.NONE : answer;
        byModel = Merging.list(byModel);
    }

    /**
     * What holds for one model.
     *
     * @param model the model's id at the vendor
     * @return quirks with nothing left in {@code byModel}; asked again, the same
     */
    public Quirks forModel(String model) {
        if (byModel.isEmpty()) {
            return this;
        }
        Quirks merged = without();
        for (Quirks more : byModel) {
            if (ModelGlobs.match(more.models, model)) {
                merged = merged.and(more);
            }
        }
        return merged;
    }

    /**
     * Whether a field of a request may be sent, whatever its value.
     *
     * @param field its name, as the vendor knows it
     * @return false when it must be left out
     */
    public boolean takes(String field) {
        return !refused.contains(field) && (accepted.isEmpty() || accepted.contains(field));
    }

    private Quirks without() {
        return new Quirks(
                null, accepted, refused, fixed, renamed, words, omitEmpty, sampling, messages, tools, answer, null);
    }

    private Quirks and(Quirks more) {
        return new Quirks(
                null,
                Merging.both(accepted, more.accepted),
                Merging.both(refused, more.refused),
                Merging.both(fixed, more.fixed),
                Merging.both(renamed, more.renamed),
                Merging.both(words, more.words),
                omitEmpty || more.omitEmpty,
                sampling.and(more.sampling),
                messages.and(more.messages),
                tools.and(more.tools),
                answer.and(more.answer),
                null);
    }
}
