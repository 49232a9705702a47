package dev.cortexllm.operator.status;

import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When loading is expected to be over: the start of the engine's container and how long loading took last time, else how long it
 * should take. It changes only when a container starts, ends or is ready, not while time passes, and may come to lie in the past.
 */
public final class ReadyTime {
    private static final String ENGINE = "engine";

    private ReadyTime() {}

    /**
     * The expected time.
     *
     * @param pods the engine pods
     * @param load how long loading takes; empty: nobody knows
     * @return of the pod that is to be ready next; empty when none loads or nobody knows
     */
    static Optional<Instant> expected(List<Pod> pods, Optional<Duration> load) {
        return load.flatMap(duration -> pods.stream()
                .filter(pod -> !PodState.ready(pod))
                .map(ReadyTime::started)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(start -> start.plus(duration).truncatedTo(ChronoUnit.SECONDS)));
    }

    /**
     * How long loading took in the pod that was started last.
     *
     * @param pods the engine pods
     * @return the load; empty when no pod is ready
     */
    public static Optional<Load> measured(List<Pod> pods) {
        return pods.stream()
                .filter(PodState::ready)
                .map(ReadyTime::load)
                .flatMap(Optional::stream)
                .filter(load -> !load.duration().isNegative())
                .max(Comparator.comparing(Load::start));
    }

    /**
     * One load of a model.
     *
     * @param start when the container was started
     * @param duration until the pod was ready
     */
    public record Load(Instant start, Duration duration) {}

    private static Optional<Load> load(Pod pod) {
        Optional<Instant> ready = PodTroubles.condition(pod, "Ready")
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse);
        return started(pod).flatMap(start -> ready.map(end -> new Load(start, Duration.between(start, end))));
    }

    /** When the engine's container was started; empty while it does not run. */
    private static Optional<Instant> started(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(ENGINE))
                .map(ContainerStatus::getState)
                .filter(state -> state != null
                        && state.getRunning() != null
                        && state.getRunning().getStartedAt() != null)
                .map(state -> Instant.parse(state.getRunning().getStartedAt()))
                .findFirst();
    }
}
