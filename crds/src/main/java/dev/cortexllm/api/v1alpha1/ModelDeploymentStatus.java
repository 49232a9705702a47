package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/**
 * What the operator knows of a model deployment.
 *
 * @param observedGeneration the generation of the spec that this speaks of
 * @param conditions {@code Ready}, {@code Accepted}, {@code Scheduled}, {@code EndpointsReady}, {@code Progressing}
 * @param replicas engine pods that exist
 * @param readyReplicas engine pods that answer
 * @param selector label selector of the engine pods
 * @param gpus GPUs that the existing pods hold
 */
public record ModelDeploymentStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @ListType(value = ListType.Kind.MAP, key = "type")
        @Size(max = 16)
        @JsonPropertyDescription("Ready, Accepted, Scheduled, EndpointsReady, Progressing.")
        List<Condition> conditions,

        @StatusReplicas @PrinterColumn(name = "Replicas") @JsonPropertyDescription("Engine pods that exist.")
        Integer replicas,

        @PrinterColumn(name = "Available") @JsonPropertyDescription("Engine pods that answer.")
        Integer readyReplicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the engine pods.")
        String selector,

        @PrinterColumn(name = "GPUs") @JsonPropertyDescription("GPUs that the existing pods hold.")
        Integer gpus) {}
