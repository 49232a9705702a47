package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The wire format an upstream speaks. Closed: a new one is a new package of the router. */
public enum WireFormat {
    /** OpenAI's API; also spoken by vLLM, Ollama's {@code /v1}, llama.cpp and most clouds. */
    @JsonProperty("OpenAI")
    OPENAI,
    /** Anthropic's Messages API. */
    @JsonProperty("Anthropic")
    ANTHROPIC,
    /** Google's Generative Language API. */
    @JsonProperty("Gemini")
    GEMINI
}
