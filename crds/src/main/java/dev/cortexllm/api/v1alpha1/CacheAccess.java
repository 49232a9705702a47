package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model's cache can be mounted, in Kubernetes' words. */
public enum CacheAccess {
    /** By pods of many nodes. */
    @JsonProperty("ReadWriteMany")
    READ_WRITE_MANY,
    /** By pods of one node. */
    @JsonProperty("ReadWriteOnce")
    READ_WRITE_ONCE
}
