package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a vendor wants the answer's form to be asked for.
 *
 * @param jsonSchema how an answer after a JSON schema is asked for; null: as OpenAI does
 * @param countedLogprobs whether {@code logprobs} is the number of alternatives, and there is no {@code top_logprobs}
 * @param stopList whether {@code stop} must be a list
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record AnswerQuirks(JsonSchema jsonSchema, boolean countedLogprobs, boolean stopList) {
    /** As OpenAI. */
    public static final AnswerQuirks NONE = new AnswerQuirks();

    /** As OpenAI. */
    public AnswerQuirks() {
        this(null, false, false);
    }

    /** Reads as written. */
    @JsonCreator
    public AnswerQuirks {}

    /** How an answer after a JSON schema is asked for. */
    public enum JsonSchema {
        /** As any JSON, and the schema is told to the model in words. */
        @JsonProperty("Hint")
        HINT,
        /** As {@code {"type":"json_object","value":schema}}. */
        @JsonProperty("Value")
        VALUE
    }

    AnswerQuirks and(AnswerQuirks more) {
        return new AnswerQuirks(
                Merging.last(jsonSchema, more.jsonSchema),
                countedLogprobs || more.countedLogprobs,
                stopList || more.stopList);
    }
}
