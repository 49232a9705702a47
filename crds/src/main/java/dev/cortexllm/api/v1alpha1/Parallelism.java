package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How a model is cut over the GPUs of one replica. Tensor, pipeline and data parallel sizes multiply to the number of its
 * GPUs.
 *
 * @param tensor GPUs that each layer is cut over
 * @param pipeline stages that the layers are cut into
 * @param data copies of the attention layers, each with requests of its own
 * @param expert whether experts are spread over all GPUs instead of cut
 */
public record Parallelism(
        @Min(1)
        @Max(64)
        @JsonPropertyDescription(
                "GPUs that each layer is cut over; when absent those of a copy, at most those of a node.")
        Integer tensor,

        @Min(1)
        @Max(64)
        @JsonPropertyDescription("Stages that the layers are cut into; when absent as many as there are GPUs left for.")
        Integer pipeline,

        @Min(1)
        @Max(1024)
        @JsonPropertyDescription("Copies of the attention layers, each with requests of its own; 1 when absent.")
        Integer data,

        @JsonPropertyDescription("Whether experts are spread over all GPUs instead of cut.")
        Boolean expert) {}
