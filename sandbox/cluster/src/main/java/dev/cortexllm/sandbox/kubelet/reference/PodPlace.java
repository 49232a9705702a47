package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * Where a pod runs: the facts that its object does not hold when its first container starts.
 *
 * @param nodeName name of the node
 * @param hostIp address of the node
 * @param podIp loopback address that belongs to this pod alone
 * @param allocatable the node's resources; stand in for limits a container does not set, as in Kubernetes
 */
public record PodPlace(String nodeName, String hostIp, String podIp, Map<String, Quantity> allocatable) {
    /**
     * The value of a {@code $(NAME)} that the runtimes file may use for a pod.
     *
     * @return empty when the name is none of POD_IP, POD_NAME, POD_NAMESPACE, POD_UID, NODE_NAME
     */
    public Optional<String> runtimeVariable(Pod pod, String name) {
        return switch (name) {
            case "POD_IP" -> Optional.of(podIp);
            case "POD_NAME" -> Optional.of(pod.getMetadata().getName());
            case "POD_NAMESPACE" -> Optional.of(pod.getMetadata().getNamespace());
            case "POD_UID" -> Optional.of(pod.getMetadata().getUid());
            case "NODE_NAME" -> Optional.of(nodeName);
            default -> Optional.empty();
        };
    }
}
