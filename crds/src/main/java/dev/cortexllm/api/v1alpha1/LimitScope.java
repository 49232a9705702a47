package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a limit or budget is kept apart by: each value has a count of its own. */
public enum LimitScope {
    /** Each client's API key; all callers without one are one. */
    @JsonProperty("Key")
    KEY,
    /** Each workspace; all callers outside of any are one. */
    @JsonProperty("Workspace")
    WORKSPACE,
    /** Each model name that clients ask for. */
    @JsonProperty("Model")
    MODEL
}
