package dev.cortexllm.sandbox.kubelet.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patches pod status with what differs, bound to the version the status was computed from: a JSON merge patch replaces whole
 * lists, and conditions of others must not be lost.
 */
public final class PodStatusWriter {
    private final KubernetesClient client;
    private final KubernetesSerialization json;

    /** @param client stays the caller's to close */
    public PodStatusWriter(KubernetesClient client) {
        this.client = client;
        this.json = client.getKubernetesSerialization();
    }

    /**
     * Writes a status unless the pod has it already.
     *
     * @param pod the pod that the status was computed from
     * @return the pod as written; empty when nothing was to be written
     * @throws io.fabric8.kubernetes.client.KubernetesClientException code 409 when the pod has changed meanwhile, 404 when it is
     *     gone
     */
    public Optional<Pod> write(Pod pod, PodStatus status) {
        ObjectNode difference = difference(json.convertValue(pod.getStatus(), JsonNode.class), status);
        if (difference.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode patch = difference.objectNode();
        patch.putObject("metadata")
                .put("uid", pod.getMetadata().getUid())
                .put("resourceVersion", pod.getMetadata().getResourceVersion());
        patch.set("status", difference);
        return Optional.of(client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString()));
    }

    /**
     * Sets one condition of a pod that no worker looks after yet.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException as {@link #write}
     */
    public void writeCondition(Pod pod, PodCondition condition) {
        List<PodCondition> conditions = new ArrayList<>();
        if (pod.getStatus() != null) {
            conditions.addAll(pod.getStatus().getConditions());
        }
        conditions.removeIf(earlier -> earlier.getType().equals(condition.getType()));
        conditions.add(condition);
        PodStatus status = new PodStatus();
        status.setPhase("Pending");
        status.setConditions(conditions);
        write(pod, status);
    }

    /** The top-level fields of {@code status} that differ; {@code message} and {@code reason} are nulled when they are gone. */
    private ObjectNode difference(JsonNode before, PodStatus status) {
        ObjectNode after = json.convertValue(status, ObjectNode.class);
        ObjectNode difference = after.objectNode();
        after.properties().forEach(field -> {
            boolean emptyList = field.getValue().isArray() && field.getValue().isEmpty();
            boolean absent = before == null || !before.has(field.getKey());
            if (!(absent && emptyList) && (absent || !field.getValue().equals(before.get(field.getKey())))) {
                difference.set(field.getKey(), field.getValue());
            }
        });
        for (String name : List.of("message", "reason")) {
            if (before != null && before.hasNonNull(name) && !after.has(name)) {
                difference.putNull(name);
            }
        }
        return difference;
    }
}
