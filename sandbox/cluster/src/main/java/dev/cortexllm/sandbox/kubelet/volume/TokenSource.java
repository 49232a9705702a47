package dev.cortexllm.sandbox.kubelet.volume;

import io.fabric8.kubernetes.api.model.Pod;

/** Gives out service account tokens that are bound to a pod. */
interface TokenSource {
    /**
     * A token for the pod's service account, valid for at least a fifth of the asked lifetime.
     *
     * @param audience who shall accept it; null for the API server
     * @param lifetimeSeconds asked lifetime, the server may choose another
     */
    String token(Pod pod, String audience, long lifetimeSeconds);
}
