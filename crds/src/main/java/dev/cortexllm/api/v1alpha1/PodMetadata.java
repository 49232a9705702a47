package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * What a user writes on pods. The labels by which the operator finds its pods cannot be among them.
 *
 * @param labels labels
 * @param annotations annotations
 */
@ValidationRule(
        value = "!has(self.labels) || self.labels.all(key, !key.startsWith('app.kubernetes.io/')"
                + " && !key.startsWith('cortexllm.dev/'))",
        message = "labels app.kubernetes.io/... and cortexllm.dev/... are the operator's")
@ValidationRule(
        value = "!has(self.annotations) || self.annotations.all(key, !key.startsWith('cortexllm.dev/'))",
        message = "annotations cortexllm.dev/... are the operator's")
public record PodMetadata(
        @Size(max = 32) @JsonPropertyDescription("Labels.") Map<String, @Size(max = 63) String> labels,

        @Size(max = 32) @JsonPropertyDescription("Annotations.")
        Map<String, @Size(max = 4096) String> annotations) {}
