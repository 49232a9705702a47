package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** All containers of a pod, init containers first. Confined to the pod's queue. */
final class PodContainers {
    private final Map<String, ContainerUnit> units = new LinkedHashMap<>();
    private final Runnable changed;
    private CompletableFuture<Void> left;

    /** @param changed called on the queue after every change */
    PodContainers(Pod pod, WorkerTools tools, Executor queue, Runnable changed, Path directory) {
        this.changed = changed;
        pod.getSpec().getInitContainers().forEach(container -> add(pod, container, true, tools, queue, directory));
        pod.getSpec().getContainers().forEach(container -> add(pod, container, false, tools, queue, directory));
        if (pod.getStatus() != null && !PodReport.hasEnded(pod)) {
            Stream.concat(
                            pod.getStatus().getInitContainerStatuses().stream(),
                            pod.getStatus().getContainerStatuses().stream())
                    .forEach(status -> continueAfter(status, tools.clock().instant()));
        }
    }

    private void add(Pod pod, Container container, boolean init, WorkerTools tools, Executor queue, Path directory) {
        Path log = directory.resolve(container.getName() + ".log");
        units.put(container.getName(), new ContainerUnit(pod, container, init, tools, queue, this::onChange, log));
    }

    /** A container that an earlier kubelet had started counts as restarted, as after a reboot of a node. */
    private void continueAfter(ContainerStatus status, Instant now) {
        ContainerUnit unit = units.get(status.getName());
        if (unit == null
                || status.getContainerID() == null
                || status.getContainerID().isEmpty()) {
            return;
        }
        boolean wasRunning = status.getState() != null && status.getState().getRunning() != null;
        Instant startedAt =
                wasRunning ? Instant.parse(status.getState().getRunning().getStartedAt()) : now;
        unit.continueAfter(
                status.getRestartCount(),
                new ContainerState.Exited(
                        status.getContainerID(),
                        137,
                        "ContainerStatusUnknown",
                        "The container ended while the kubelet was away",
                        startedAt,
                        now));
    }

    private void onChange() {
        if (left != null) {
            completeIfLeft();
        } else {
            changed.run();
        }
    }

    ContainerUnit get(String name) {
        return units.get(name);
    }

    List<ContainerView> views() {
        return units.values().stream().map(ContainerUnit::view).toList();
    }

    /** When a container that could not be started is tried again. */
    Optional<Instant> nextRetry(Instant now) {
        return views().stream()
                .filter(view -> view.state() instanceof ContainerState.Waiting && view.notBefore() != null)
                .map(ContainerView::notBefore)
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
    }

    void retryNow() {
        units.values().forEach(ContainerUnit::retryNow);
    }

    /** How the pod ended, now that nothing runs; a container that never ran counts as failed. */
    PodPlan.Outcome outcome() {
        return PodPlan.outcome(views().stream().filter(view -> !view.init()).toList());
    }

    /**
     * Stops what runs, sidecars after all others and in reverse order.
     *
     * @return whether nothing runs any more
     */
    boolean stopAll(Duration grace) {
        List<ContainerUnit> running = running(units.values());
        List<ContainerUnit> first =
                running.stream().filter(unit -> !unit.view().sidecar()).toList();
        if (!first.isEmpty() && !grace.isZero()) {
            first.forEach(unit -> stop(unit, grace));
        } else if (!running.isEmpty() && !grace.isZero()) {
            stop(running.get(running.size() - 1), grace);
        } else {
            running.forEach(unit -> stop(unit, grace));
        }
        return running.isEmpty();
    }

    /** Stops everything at once for a kubelet that is leaving. */
    void leave(Duration grace, CompletableFuture<Void> whenLeft) {
        left = whenLeft;
        units.values().forEach(unit -> unit.leave(grace));
        completeIfLeft();
    }

    private void completeIfLeft() {
        if (running(units.values()).isEmpty()) {
            left.complete(null);
        }
    }

    private static void stop(ContainerUnit unit, Duration grace) {
        unit.stop(grace, "Stopping container " + unit.container().getName());
    }

    private static List<ContainerUnit> running(Collection<ContainerUnit> units) {
        return new ArrayList<>(units.stream().filter(ContainerUnit::running).toList());
    }
}
