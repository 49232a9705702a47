package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** What a request needs of a model beyond text. Its body shows it; the caller may say it too. */
public enum Capability {
    /** It offers tools. */
    @JsonProperty("Tools")
    TOOLS,
    /** It holds an image or a document. */
    @JsonProperty("Vision")
    VISION,
    /** It asks for an answer after a JSON schema. */
    @JsonProperty("JsonSchema")
    JSON_SCHEMA,
    /** It asks the model to reason before it answers. */
    @JsonProperty("Reasoning")
    REASONING,
    /** Its prompt has more than {@value #LONG_CONTEXT_TOKENS} tokens, by an estimate. */
    @JsonProperty("LongContext")
    LONG_CONTEXT;

    /** The longest prompt that is not long, in tokens: what self-hosted models are commonly served with. */
    public static final int LONG_CONTEXT_TOKENS = 32_000;

    /**
     * Reads a caller's spelling: case, underscores and dashes do not count.
     *
     * @param spelling what the caller wrote
     * @return the capability, or empty when there is none of that name
     */
    public static Optional<Capability> of(String spelling) {
        return Spelling.read(values(), spelling);
    }
}
