package dev.cortexllm.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** What must be there before anything can be watched; without it informers fail in ways that help nobody. */
final class Preflight {
    private static final String GROUP = "cortexllm.dev";

    private Preflight() {}

    /**
     * Checks.
     *
     * @param client client of the cluster
     * @throws IllegalStateException with a sentence that says what is missing
     */
    static void check(KubernetesClient client) {
        boolean known;
        try {
            known = client.getApiGroup(GROUP) != null;
        } catch (KubernetesClientException e) {
            throw new IllegalStateException("the API server " + client.getMasterUrl() + " does not answer", e);
        }
        if (!known) {
            throw new IllegalStateException(
                    "the API server " + client.getMasterUrl() + " does not know the resources of " + GROUP
                            + "; install them first: kubectl apply -f crds/manifests");
        }
    }
}
