package dev.cortexllm.sandbox.kubelet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the Node object and its Lease alive, so that the control plane takes the node for a healthy one. */
final class NodeAgent {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);

    private final KubernetesClient client;
    private final KubeletOptions options;
    private final Machine machine;
    private final Clock clock;

    NodeAgent(KubernetesClient client, KubeletOptions options, Machine machine, Clock clock) {
        this.client = client;
        this.options = options;
        this.machine = machine;
        this.clock = clock;
    }

    /** Creates the Node, or brings labels and status of an existing one up to date, and renews the lease. */
    synchronized void register() {
        Node node = client.nodes().withName(options.nodeName()).get();
        if (node == null) {
            node = client.nodes().resource(NodeObjects.node(options, machine)).create();
        } else {
            ObjectNode labels = JsonNodeFactory.instance.objectNode();
            NodeObjects.labels(options, machine).forEach(labels::put);
            ObjectNode patch = labels.objectNode();
            patch.putObject("metadata").set("labels", labels);
            node = client.nodes().withName(options.nodeName()).patch(merge(), patch.toString());
        }
        writeStatus(node);
        renewLease(node);
    }

    /** Renews the lease; the Node is made again when it has gone. */
    synchronized void renew() {
        Node node = client.nodes().withName(options.nodeName()).get();
        if (node == null) {
            register();
        } else {
            renewLease(node);
        }
    }

    /** Answers a change of the Node by others: a node that was written off says that it is well. */
    void onNode(Node node) {
        boolean ready = node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
        if (!ready) {
            writeStatus(node);
        }
    }

    private void writeStatus(Node node) {
        NodeStatus status = NodeObjects.status(options, machine, node.getStatus(), clock.instant());
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.set("status", client.getKubernetesSerialization().convertValue(status, ObjectNode.class));
        client.nodes().withName(options.nodeName()).subresource("status").patch(merge(), patch.toString());
    }

    private void renewLease(Node node) {
        var leases = client.leases().inNamespace(NodeObjects.LEASE_NAMESPACE);
        var lease = NodeObjects.lease(node, clock.instant());
        if (leases.withName(options.nodeName()).get() != null) {
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.set("spec", client.getKubernetesSerialization().convertValue(lease.getSpec(), ObjectNode.class));
            leases.withName(options.nodeName()).patch(merge(), patch.toString());
            return;
        }
        createLeaseNamespace();
        leases.resource(lease).create();
    }

    private void createLeaseNamespace() {
        if (client.namespaces().withName(NodeObjects.LEASE_NAMESPACE).get() != null) {
            return;
        }
        try {
            client.namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NodeObjects.LEASE_NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 409) {
                throw e;
            }
            LOG.debug("the API server was faster to make {}", NodeObjects.LEASE_NAMESPACE);
        }
    }

    private static PatchContext merge() {
        return PatchContext.of(PatchType.JSON_MERGE);
    }
}
