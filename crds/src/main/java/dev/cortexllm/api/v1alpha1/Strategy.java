package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which order a policy's targets are tried. */
public enum Strategy {
    /** As listed: the first that can serve does, the next ones stand by. */
    @JsonProperty("Fallback")
    FALLBACK,
    /** A draw by {@code weight} picks the first, the rest follow by further draws. */
    @JsonProperty("Weighted")
    WEIGHTED,
    /** Self-hosted models first; the share that would wait too long spills to the others. */
    @JsonProperty("LocalFirst")
    LOCAL_FIRST
}
