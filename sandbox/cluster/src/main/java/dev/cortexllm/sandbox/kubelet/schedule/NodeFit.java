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
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether a pod fits on a node, told in the scheduler's words. */
final class NodeFit {
    private NodeFit() {}

    /**
     * Why a pod does not fit on a node.
     *
     * @param others the pods that are on the node already and have not ended
     * @return the scheduler's reasons; empty when the pod fits
     */
    static List<String> reasons(Pod pod, Node node, Collection<Pod> others) {
        if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            return List.of("node(s) were unschedulable");
        }
        if (!NodeSelection.selects(pod, node)) {
            return List.of("node(s) didn't match Pod's node affinity/selector");
        }
        List<Taint> taints = NodeSelection.untolerated(pod, node);
        if (!taints.isEmpty()) {
            Taint taint = taints.get(0);
            String value = taint.getValue() == null ? "" : taint.getValue();
            return List.of("node(s) had untolerated taint {" + taint.getKey() + ": " + value + "}");
        }
        return shortages(pod, node, others);
    }

    /**
     * The scheduler's message on a pod that fits nowhere.
     *
     * @param byNode the reasons of each node
     */
    static String message(Collection<List<String>> byNode) {
        Map<String, Integer> counts = new TreeMap<>();
        byNode.forEach(reasons -> reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum)));
        String all = counts.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return "0/" + byNode.size() + " nodes are available: " + all + ".";
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
                reasons.add(resource.equals("pods") ? "Too many pods" : "Insufficient " + resource);
            }
        });
        return reasons;
    }
}
