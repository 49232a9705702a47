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
 * @param conditions {@code Ready}, {@code Accepted}, {@code ModelCached}, {@code Scheduled}, {@code EndpointsReady}, {@code Progressing}
 * @param replicas engine pods that exist
 * @param readyReplicas engine pods that answer
 * @param selector label selector of the engine pods
 * @param gpus GPUs that the pods hold which have a node
 * @param download how far the download into the cache is; null without a cache
 * @param expectedReadyTime when loading is expected to be over (RFC 3339); null when nothing loads, or nobody knows
 * @param templateRevision hash of the pod template that the engines run by
 */
public record ModelDeploymentStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @ListType(value = ListType.Kind.MAP, key = "type")
        @Size(max = 16)
        @JsonPropertyDescription(
                "Ready, Accepted, ResolvedRefs, Scheduled, ModelCached, EndpointsReady, Progressing, Degraded,"
                        + " UpdateAvailable, AutoscalerReady.")
        List<Condition> conditions,

        @StatusReplicas @PrinterColumn(name = "Replicas") @JsonPropertyDescription("Engine pods that exist.")
        Integer replicas,

        @PrinterColumn(name = "Available") @JsonPropertyDescription("Engine pods that answer.")
        Integer readyReplicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the engine pods.")
        String selector,

        @PrinterColumn(name = "GPUs") @JsonPropertyDescription("GPUs that the existing pods hold.")
        Integer gpus,

        @JsonPropertyDescription("How far the download into the cache is.")
        Download download,

        @JsonPropertyDescription("When loading is expected to be over.")
        String expectedReadyTime,

        @JsonPropertyDescription("Hash of the pod template that the engines run by.")
        String templateRevision) {

    /** Without download, times and revision. */
    public ModelDeploymentStatus(
            Long observedGeneration,
            List<Condition> conditions,
            Integer replicas,
            Integer readyReplicas,
            String selector,
            Integer gpus) {
        this(observedGeneration, conditions, replicas, readyReplicas, selector, gpus, null, null, null);
    }
}
