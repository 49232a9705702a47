package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Stream;

/** {@code resourceFieldRef}: a container's requests and limits as whole numbers of a divisor, rounded up. */
public final class ResourceReference {
    private ResourceReference() {}

    /**
     * The value that a selector picks, for an environment variable of {@code self} or for a volume file (where the selector
     * names the container itself).
     *
     * @throws MissingReferenceException when the selector names no such container or no such resource
     */
    public static String value(Pod pod, Container self, PodPlace place, ResourceFieldSelector selector)
            throws MissingReferenceException {
        Container container = container(pod, self, selector.getContainerName());
        String[] path = selector.getResource().split("\\.", 2);
        if (path.length != 2 || !(path[0].equals("limits") || path[0].equals("requests"))) {
            throw new MissingReferenceException(
                    "resourceFieldRef knows limits.* and requests.*, not \"" + selector.getResource() + "\"");
        }
        BigDecimal amount = amount(container, path[0].equals("limits"), path[1], place);
        BigDecimal divisor = selector.getDivisor() == null ? BigDecimal.ONE : bytes(selector.getDivisor());
        if (divisor.signum() == 0) {
            divisor = BigDecimal.ONE;
        }
        return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
    }

    private static Container container(Pod pod, Container self, String name) throws MissingReferenceException {
        if (name == null || name.isEmpty()) {
            if (self == null) {
                throw new MissingReferenceException("resourceFieldRef in a volume must name its container");
            }
            return self;
        }
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new MissingReferenceException("the pod has no container \"" + name + "\""));
    }

    private static BigDecimal amount(Container container, boolean limit, String resource, PodPlace place) {
        var resources = container.getResources();
        Map<String, Quantity> limits =
                resources == null || resources.getLimits() == null ? Map.of() : resources.getLimits();
        Map<String, Quantity> requests =
                resources == null || resources.getRequests() == null ? Map.of() : resources.getRequests();
        Quantity value = limit
                ? limits.getOrDefault(resource, place.allocatable().get(resource))
                : requests.getOrDefault(resource, limits.get(resource));
        return value == null ? BigDecimal.ZERO : bytes(value);
    }

    private static BigDecimal bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity);
    }
}
