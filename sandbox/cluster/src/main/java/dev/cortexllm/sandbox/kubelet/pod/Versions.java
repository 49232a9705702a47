package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;

/** Order of versions of one object. */
final class Versions {
    private Versions() {}

    /**
     * Whether a pod seen in the cache is older than the one we know from our own write. Resource versions are numbers in every API
     * server we serve (and by contract since Kubernetes 1.35); other texts count as newer.
     */
    static boolean isOlder(Pod seen, Pod known) {
        String left = seen.getMetadata().getResourceVersion();
        String right = known.getMetadata().getResourceVersion();
        boolean numbers = left != null && right != null && left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
        return numbers && Long.parseLong(left) < Long.parseLong(right);
    }
}
