package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Why pods do not answer, as a reason a person can act on. */
final class PodTroubles {
    private PodTroubles() {}

    /**
     * The weightiest trouble of some pods: a container that cannot run, then a pod that finds no node, then one that has answered and
     * does so no more. Of two alike the one of the first pod by name, lest they take turns.
     *
     * @param pods pods that are not ready
     * @param engine what the engine is called in sentences
     * @return the trouble; empty when they are on their way
     */
    static Optional<Trouble> of(List<Pod> pods, String engine) {
        return first(pods, pod -> container(pod, engine))
                .or(() -> scheduling(pods))
                .or(() -> first(pods, PodTroubles::readinessLost))
                .or(() -> first(pods, PodTroubles::nodeLost));
    }

    /**
     * Why pods have no node.
     *
     * @param pods pods
     * @return the trouble; empty when each has one
     */
    static Optional<Trouble> scheduling(List<Pod> pods) {
        return first(pods.stream().filter(pod -> !hasNode(pod)).toList(), PodTroubles::unscheduled);
    }

    private static Optional<Trouble> first(List<Pod> pods, Function<Pod, Optional<Trouble>> trouble) {
        return pods.stream()
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(trouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    static boolean hasNode(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && !pod.getSpec().getNodeName().isEmpty();
    }

    private static Optional<Trouble> unscheduled(Pod pod) {
        String name = pod.getMetadata().getName();
        return Optional.of(condition(pod, "PodScheduled")
                .filter(c -> "False".equals(c.getStatus()))
                .map(c -> new Trouble(
                        c.getReason() == null ? "Unschedulable" : c.getReason(),
                        "pod " + name + asked(pod) + " fits on no node: " + withoutPreemption(c.getMessage())))
                .orElse(new Trouble(
                        Reasons.NOT_SCHEDULED, "pod " + name + " has no node yet; no scheduler has placed it")));
    }

    /** What a pod asks of a node, beyond what every pod does. */
    private static String asked(Pod pod) {
        Map<String, String> gpus = new TreeMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            Map<String, Quantity> limits = container.getResources() == null
                    ? null
                    : container.getResources().getLimits();
            if (limits != null) {
                limits.forEach((name, amount) -> {
                    if (name.contains("/")) {
                        gpus.put(name, amount.toString());
                    }
                });
            }
        }
        List<String> asked = new ArrayList<>();
        gpus.forEach((name, amount) -> asked.add(amount + " " + name));
        if (pod.getSpec().getNodeSelector() != null) {
            new TreeMap<>(pod.getSpec().getNodeSelector()).forEach((name, value) -> asked.add(name + "=" + value));
        }
        return asked.isEmpty() ? "" : " (" + String.join(", ", asked) + ")";
    }

    /** The scheduler adds what it tried in vain, in a sentence twice as long. */
    private static String withoutPreemption(String message) {
        if (message == null) {
            return "the scheduler does not say why";
        }
        int preemption = message.indexOf(" preemption:");
        return preemption < 0 ? message : message.substring(0, preemption);
    }

    private static Optional<Trouble> container(Pod pod, String engine) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        Stream<ContainerStatus> containers = Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
        return containers
                .map(status -> new ContainerTroubles(pod, status, engine).find())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A pod is not ready from its beginning, or since a container ended; later than its present start it has lost it. */
    private static Optional<Trouble> readinessLost(Pod pod) {
        Optional<Instant> since = condition(pod, "Ready")
                .filter(c -> "False".equals(c.getStatus()) && c.getLastTransitionTime() != null)
                .map(c -> Instant.parse(c.getLastTransitionTime()));
        return pod.getStatus() == null || since.isEmpty()
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> !Boolean.TRUE.equals(status.getReady()) && startedBefore(status, since.get()))
                        .findFirst()
                        .map(status -> new Trouble(
                                "NotReady",
                                "container " + status.getName() + " of pod "
                                        + pod.getMetadata().getName()
                                        + " runs, but answers its readiness check no more"));
    }

    /** The kubelet has said that all is well, and is not believed any more. */
    private static Optional<Trouble> nodeLost(Pod pod) {
        boolean well = pod.getStatus() != null
                && !pod.getStatus().getContainerStatuses().isEmpty()
                && pod.getStatus().getContainerStatuses().stream()
                        .allMatch(status -> Boolean.TRUE.equals(status.getReady()));
        return condition(pod, "Ready")
                .filter(c -> well && "False".equals(c.getStatus()))
                .map(c -> new Trouble(
                        "NodeNotReady",
                        "pod " + pod.getMetadata().getName() + " was well when node "
                                + pod.getSpec().getNodeName()
                                + " last reported, and does not count as ready: the node is silent, or a readiness gate of the pod"
                                + " is closed"));
    }

    private static boolean startedBefore(ContainerStatus status, Instant time) {
        return Boolean.TRUE.equals(status.getStarted())
                && status.getState() != null
                && status.getState().getRunning() != null
                && status.getState().getRunning().getStartedAt() != null
                && Instant.parse(status.getState().getRunning().getStartedAt()).isBefore(time);
    }

    static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(c -> c.getType().equals(type))
                        .findFirst();
    }
}
