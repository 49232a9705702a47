package dev.cortexllm.sandbox.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a node out of the cluster for good: its pods, whose processes have ended, its lease and itself. Without this a
 * deleted pod would wait for ever for a kubelet that never comes back.
 */
final class Departure implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    private final KubernetesClient client;
    private final String nodeName;
    private final boolean wanted;

    /**
     * @param client a client of the API server
     * @param nodeName the node
     * @param wanted whether it leaves; a node that only pauses keeps its pods
     */
    Departure(KubernetesClient client, String nodeName, boolean wanted) {
        this.client = client;
        this.nodeName = nodeName;
        this.wanted = wanted;
    }

    /** Leaves, once nothing runs any more. An API server that is gone already needs no goodbye. */
    @Override
    public void close() {
        if (!wanted) {
            return;
        }
        try {
            for (Pod pod : client.pods()
                    .inAnyNamespace()
                    .withField("spec.nodeName", nodeName)
                    .list()
                    .getItems()) {
                client.resource(pod).withGracePeriod(0).delete();
            }
            client.leases()
                    .inNamespace(NodeObjects.LEASE_NAMESPACE)
                    .withName(nodeName)
                    .delete();
            client.nodes().withName(nodeName).delete();
        } catch (KubernetesClientException e) {
            LOG.warn("node {} stays registered: {}", nodeName, e.getMessage());
        }
    }
}
