package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * The serving engine of a model.
 *
 * @param type which engine; the preset's, else vLLM, when absent
 * @param version its version, which also selects image tag and known flags; that of {@code engines.yaml} when absent
 * @param image image that replaces the one of {@code type} and {@code version}
 */
public record Engine(
        @JsonPropertyDescription(
                "Which engine serves the model: VLLM, OLLAMA, LLAMA_CPP or SGLANG; the preset's, else VLLM, when absent.")
        EngineType type,

        @Pattern("^([0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}|b[0-9]{1,9})$")
        @Size(max = 32)
        @JsonPropertyDescription(
                "Version of the engine, for example 0.19.1, or b9115 of llama.cpp; one that is known to work when absent.")
        String version,

        @Size(min = 1, max = 512) @JsonPropertyDescription("Image that replaces the one of type and version.")
        String image) {}
