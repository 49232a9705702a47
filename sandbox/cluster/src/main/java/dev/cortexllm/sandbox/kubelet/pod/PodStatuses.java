package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.HostIP;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The status of a pod, computed from its containers. */
final class PodStatuses {
    private static final Set<String> OWN = Set.of("PodScheduled", "Initialized", "ContainersReady", "Ready");

    private final Pod pod;
    private final List<ContainerView> containers;
    private final PodPlan.Outcome outcome;
    private final Instant now;

    private PodStatuses(Pod pod, List<ContainerView> containers, PodPlan.Outcome outcome, Instant now) {
        this.pod = pod;
        this.containers = containers;
        this.outcome = outcome;
        this.now = now;
    }

    /**
     * The fields that the kubelet owns; conditions of others and transition times are taken over from the pod.
     *
     * @param outcome anything but GOING_ON only when all containers have ended
     * @param ending whether the pod is on its way out, so that ended containers are not restarted
     */
    static PodStatus of(
            Pod pod,
            String hostIp,
            String podIp,
            List<ContainerView> containers,
            PodPlan.Outcome outcome,
            boolean ending,
            Instant now) {
        PodStatuses statuses = new PodStatuses(pod, containers, outcome, now);
        boolean initialized = PodPlan.initialized(containers);
        PodStatus status = new PodStatus();
        status.setPhase(statuses.phase(initialized));
        status.setHostIP(hostIp);
        status.setHostIPs(List.of(new HostIP(hostIp)));
        status.setPodIP(podIp);
        status.setPodIPs(List.of(new PodIP(podIp)));
        status.setStartTime(statuses.begun());
        status.setInitContainerStatuses(containers.stream()
                .filter(ContainerView::init)
                .map(view -> ContainerStatuses.of(pod, view, initialized, ending))
                .toList());
        status.setContainerStatuses(containers.stream()
                .filter(view -> !view.init())
                .map(view -> ContainerStatuses.of(pod, view, initialized, ending))
                .toList());
        status.setConditions(statuses.conditions());
        return status;
    }

    /** When the kubelet took up the pod; its first status may be written after a container has started. */
    private String begun() {
        String known = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        return known != null
                ? known
                : ContainerStatuses.time(containers.stream()
                        .map(ContainerView::state)
                        .map(PodStatuses::started)
                        .flatMap(Optional::stream)
                        .filter(now::isAfter)
                        .min(Comparator.naturalOrder())
                        .orElse(now));
    }

    private static Optional<Instant> started(ContainerState state) {
        if (state instanceof ContainerState.Running running) {
            return Optional.of(running.startedAt());
        }
        return state instanceof ContainerState.Exited exited
                ? Optional.ofNullable(exited.startedAt())
                : Optional.empty();
    }

    private String phase(boolean initialized) {
        if (outcome != PodPlan.Outcome.GOING_ON) {
            return outcome == PodPlan.Outcome.SUCCEEDED ? "Succeeded" : "Failed";
        }
        boolean neverRan = containers.stream()
                .anyMatch(view ->
                        !view.init() && view.state() instanceof ContainerState.Waiting && view.previous() == null);
        return !initialized || neverRan ? "Pending" : "Running";
    }

    private List<PodCondition> conditions() {
        boolean ended = outcome == PodPlan.Outcome.SUCCEEDED;
        PodCondition initialized = all(
                "Initialized",
                "ContainersNotInitialized",
                "incomplete",
                // Once through, init containers do not make a pod uninitialized again.
                view -> PodPlan.initialized(containers) || !view.init() || !view.holdsBack());
        PodCondition ready = all(
                "ContainersReady",
                "ContainersNotReady",
                "unready",
                view -> view.init() && !view.sidecar() || view.ready());
        if (ended || outcome == PodPlan.Outcome.FAILED) {
            ready = condition("ContainersReady", false, ended ? "PodCompleted" : "PodFailed", null);
        }
        List<PodCondition> conditions = new ArrayList<>();
        if (pod.getStatus() != null) {
            pod.getStatus().getConditions().stream()
                    .filter(condition -> !OWN.contains(condition.getType()))
                    .forEach(conditions::add);
        }
        conditions.add(condition("PodScheduled", true, null, null));
        conditions.add(initialized);
        conditions.add(ready);
        conditions.add(podReady(ready));
        return conditions;
    }

    private PodCondition podReady(PodCondition containersReady) {
        List<PodReadinessGate> gates = Objects.requireNonNullElse(pod.getSpec().getReadinessGates(), List.of());
        String closed = gates.stream()
                .map(PodReadinessGate::getConditionType)
                .filter(type -> !isTrue(type))
                .collect(Collectors.joining("\", \""));
        if (containersReady.getStatus().equals("True") && !closed.isEmpty()) {
            String message = "the status of pod readiness gate \"" + closed + "\" is not \"True\"";
            return condition("Ready", false, "ReadinessGatesNotReady", message);
        }
        return condition(
                "Ready",
                containersReady.getStatus().equals("True"),
                containersReady.getReason(),
                containersReady.getMessage());
    }

    private boolean isTrue(String type) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals(type)
                                && condition.getStatus().equals("True"));
    }

    private PodCondition all(String type, String reason, String adjective, Predicate<ContainerView> good) {
        String bad = containers.stream()
                .filter(good.negate())
                .map(ContainerView::name)
                .collect(Collectors.joining(" "));
        return bad.isEmpty()
                ? condition(type, true, null, null)
                : condition(type, false, reason, "containers with " + adjective + " status: [" + bad + "]");
    }

    private PodCondition condition(String type, boolean value, String reason, String message) {
        String status = value ? "True" : "False";
        List<PodCondition> before =
                pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
        // What was never true has been false since the pod's beginning, before its first container started.
        boolean neverTrue = !value && before.stream().noneMatch(c -> c.getType().equals(type));
        String since = before.stream()
                .filter(earlier ->
                        earlier.getType().equals(type) && earlier.getStatus().equals(status))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> neverTrue ? begun() : ContainerStatuses.time(now));
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(since)
                .build();
    }
}
