package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/**
 * The serving engine of a model.
 *
 * @param type which engine
 * @param version its version, which also selects image tag and known flags
 * @param image image that replaces the one of {@code type} and {@code version}
 */
public record Engine(
        @Default("VLLM") @JsonPropertyDescription("Which engine serves the model: VLLM.")
        EngineType type,

        @Default(Defaults.VLLM_VERSION)
        @Pattern("^[0-9]+\\.[0-9]+\\.[0-9]+$")
        @Size(max = 32)
        @JsonPropertyDescription("Version of the engine, for example 0.19.1.")
        String version,

        @Size(min = 1, max = 512) @JsonPropertyDescription("Image that replaces the one of type and version.")
        String image) {}
