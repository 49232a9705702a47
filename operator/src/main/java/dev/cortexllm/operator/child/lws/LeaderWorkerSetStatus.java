package dev.cortexllm.operator.child.lws;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What the controller of LeaderWorkerSets has seen.
 *
 * @param observedGeneration generation of the spec that this speaks of; null: an older controller
 * @param replicas groups that exist
 * @param readyReplicas groups all of whose pods are ready
 * @param updatedReplicas groups of the present template
 * @param hpaPodSelector label selector of the leaders
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LeaderWorkerSetStatus(
        Long observedGeneration,
        Integer replicas,
        Integer readyReplicas,
        Integer updatedReplicas,
        String hpaPodSelector) {}
