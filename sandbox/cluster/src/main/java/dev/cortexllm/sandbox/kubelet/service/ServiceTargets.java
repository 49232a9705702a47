package dev.cortexllm.sandbox.kubelet.service;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the connections of a Service may go. */
final class ServiceTargets {
    private ServiceTargets() {}

    /**
     * Addresses of the pods that the Service selects, that are ready and are not being deleted, by pod name.
     *
     * @param port number or name of one of the Service's ports; a Service without it has no targets
     * @param pods candidates of any namespace
     */
    static List<InetSocketAddress> of(Service service, String port, Collection<Pod> pods) {
        Map<String, String> selector = service.getSpec().getSelector();
        Optional<ServicePort> servicePort = service.getSpec().getPorts().stream()
                .filter(candidate -> port.equals(candidate.getName()) || port.equals("" + candidate.getPort()))
                .findFirst();
        if (servicePort.isEmpty() || selector == null || selector.isEmpty()) {
            return List.of();
        }
        return pods.stream()
                .filter(pod -> pod.getMetadata()
                        .getNamespace()
                        .equals(service.getMetadata().getNamespace()))
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .filter(ServiceTargets::serves)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> targetPort(pod, servicePort.get()).stream()
                        .map(number -> new InetSocketAddress(pod.getStatus().getPodIP(), number)))
                .toList();
    }

    private static boolean serves(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    private static Optional<Integer> targetPort(Pod pod, ServicePort port) {
        IntOrString target = port.getTargetPort();
        if (target == null || target.getValue() == null) {
            return Optional.of(port.getPort());
        }
        if (target.getIntVal() != null) {
            return Optional.of(target.getIntVal());
        }
        return Stream.concat(pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .filter(candidate -> target.getStrVal().equals(candidate.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}
