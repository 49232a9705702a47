package dev.cortexllm.operator.model;

import java.util.Map;

/** What each engine pod of a model deployment works on. */
@FunctionalInterface
public interface ReplicaLoad {
    /** Nobody knows. */
    ReplicaLoad UNKNOWN = (namespace, deployment) -> Map.of();

    /**
     * The load.
     *
     * @param namespace the model deployment's namespace
     * @param deployment its name
     * @return requests running and waiting, by pod; empty when nobody knows
     */
    Map<String, Integer> of(String namespace, String deployment);
}
