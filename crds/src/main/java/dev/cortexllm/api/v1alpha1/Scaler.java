package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who sets the number of replicas of a model deployment between its bounds. */
public enum Scaler {
    /** KEDA where the cluster has it, else the operator. */
    @JsonProperty("Auto")
    AUTO,
    /** KEDA, by a ScaledObject that the operator writes. */
    @JsonProperty("KEDA")
    KEDA,
    /** The operator itself. */
    @JsonProperty("BuiltIn")
    BUILT_IN
}
