package dev.cortexllm.sandbox.kubelet.schedule;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What pods ask of a node. Formula of the scheduler (kubernetes pkg/api/v1/resource/helpers.go): containers and sidecars add up;
 * an init container counts where it needs more, together with the sidecars started before it; overhead comes on top.
 */
final class PodRequests {
    private PodRequests() {}

    /** The effective requests of a pod, and one of {@code pods}. */
    static Map<String, BigDecimal> of(Pod pod) {
        Map<String, BigDecimal> sidecars = new HashMap<>();
        Map<String, BigDecimal> peak = new HashMap<>();
        for (Container container : pod.getSpec().getInitContainers()) {
            Map<String, BigDecimal> now = new HashMap<>(sidecars);
            add(now, requests(container));
            now.forEach((resource, amount) -> peak.merge(resource, amount, BigDecimal::max));
            if ("Always".equals(container.getRestartPolicy())) {
                sidecars = now;
            }
        }
        Map<String, BigDecimal> total = sidecars;
        pod.getSpec().getContainers().forEach(container -> add(total, requests(container)));
        peak.forEach((resource, amount) -> total.merge(resource, amount, BigDecimal::max));
        if (pod.getSpec().getOverhead() != null) {
            pod.getSpec()
                    .getOverhead()
                    .forEach((resource, amount) -> total.merge(resource, number(amount), BigDecimal::add));
        }
        total.put("pods", BigDecimal.ONE);
        return total;
    }

    /** The sum over several pods. */
    static Map<String, BigDecimal> sum(Collection<Pod> pods) {
        Map<String, BigDecimal> total = new HashMap<>();
        pods.forEach(pod -> add(total, of(pod)));
        return total;
    }

    static BigDecimal number(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }

    private static Map<String, BigDecimal> requests(Container container) {
        Map<String, BigDecimal> requests = new HashMap<>();
        if (container.getResources() != null) {
            // A limit without a request is a request; the API server says so too, but only a real one.
            put(requests, container.getResources().getLimits());
            put(requests, container.getResources().getRequests());
        }
        return requests;
    }

    private static void put(Map<String, BigDecimal> target, Map<String, Quantity> amounts) {
        if (amounts != null) {
            amounts.forEach((resource, amount) -> target.put(resource, number(amount)));
        }
    }

    private static void add(Map<String, BigDecimal> target, Map<String, BigDecimal> amounts) {
        amounts.forEach((resource, amount) -> target.merge(resource, amount, BigDecimal::add));
    }
}
