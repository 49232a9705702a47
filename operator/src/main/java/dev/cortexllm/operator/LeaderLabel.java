package dev.cortexllm.operator;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Label {@code cortexllm.dev/leader} of the operator's own pod, which the operator's Service selects: who asks for the link, or for
 * the load of a model, reaches the one replica that can answer.
 */
final class LeaderLabel {
    /** The label. */
    static final String LABEL = "cortexllm.dev/leader";

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLabel.class);
    /** Of its own, so that leaving the label out takes it away and touches nothing else of the pod. */
    private static final String FIELD_MANAGER = "cortex-operator-leader";

    private final KubernetesClient client;
    private final String namespace;
    private final String pod;

    /**
     * @param client client of the cluster
     * @param namespace namespace of the pod
     * @param pod name of the pod that this process runs in
     */
    LeaderLabel(KubernetesClient client, String namespace, String pod) {
        this.client = client;
        this.namespace = namespace;
        this.pod = pod;
    }

    /** A container that starts anew in a pod may find the label of its predecessor. */
    void clear() {
        apply(Map.of());
    }

    /** This process leads. */
    void put() {
        apply(Map.of(LABEL, "true"));
    }

    /** Whoever goes need not be told that somebody else could not be. */
    void leave() {
        try {
            clear();
        } catch (KubernetesClientException e) {
            LOG.info("label {} of pod {} stays: {}", LABEL, pod, e.getMessage());
        }
    }

    private void apply(Map<String, String> labels) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(pod)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }
}
