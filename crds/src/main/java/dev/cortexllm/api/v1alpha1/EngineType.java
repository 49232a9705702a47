package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The serving engines that a ModelDeployment can run. */
public enum EngineType {
    /** vLLM's OpenAI-compatible server. */
    @JsonProperty("VLLM")
    VLLM,
    /** Ollama. */
    @JsonProperty("OLLAMA")
    OLLAMA,
    /** The server of llama.cpp. */
    @JsonProperty("LLAMA_CPP")
    LLAMA_CPP,
    /** SGLang's OpenAI-compatible server. */
    @JsonProperty("SGLANG")
    SGLANG
}
