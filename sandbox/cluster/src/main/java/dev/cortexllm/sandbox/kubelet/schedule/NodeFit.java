package dev.cortexllm.sandbox.kubelet.schedule;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a pod fits on the one node of the sandbox, told in the scheduler's words. */
final class NodeFit {
    private NodeFit() {}

    /**
     * Why a pod does not fit.
     *
     * @param others the pods that are on the node already and have not ended
     * @return the scheduler's message; empty when the pod fits
     */
    static Optional<String> refusal(Pod pod, Node node, Collection<Pod> others) {
        if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            return message(List.of("1 node(s) were unschedulable"));
        }
        if (!NodeSelection.selects(pod, node)) {
            return message(List.of("1 node(s) didn't match Pod's node affinity/selector"));
        }
        List<Taint> taints = NodeSelection.untolerated(pod, node);
        if (!taints.isEmpty()) {
            Taint taint = taints.get(0);
            String value = taint.getValue() == null ? "" : taint.getValue();
            return message(List.of("1 node(s) had untolerated taint {" + taint.getKey() + ": " + value + "}"));
        }
        return message(shortages(pod, node, others));
    }

    private static List<String> shortages(Pod pod, Node node, Collection<Pod> others) {
        Map<String, Quantity> allocatable = node.getStatus().getAllocatable();
        Map<String, BigDecimal> used = PodRequests.sum(others);
        List<String> reasons = new ArrayList<>();
        new TreeMap<>(PodRequests.of(pod)).forEach((resource, wanted) -> {
            BigDecimal total =
                    allocatable.containsKey(resource) ? PodRequests.number(allocatable.get(resource)) : BigDecimal.ZERO;
            BigDecimal free = total.subtract(used.getOrDefault(resource, BigDecimal.ZERO));
            if (wanted.signum() > 0 && wanted.compareTo(free) > 0) {
                reasons.add(resource.equals("pods") ? "1 Too many pods" : "1 Insufficient " + resource);
            }
        });
        return reasons;
    }

    private static Optional<String> message(List<String> reasons) {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("0/1 nodes are available: " + String.join(", ", reasons) + ".");
    }
}
