package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why pods do not answer, as a reason a person can act on. Messages hold no durations or counts that grow by themselves: a
 * status must not change while nothing happens.
 */
final class PodTroubles {
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");
    private static final int OUTPUT_CHARACTERS = 600;

    private PodTroubles() {}

    /** A reason and a sentence. */
    record Trouble(String reason, String message) {}

    /**
     * The weightiest trouble of some pods: a container that cannot run, then a pod that finds no node.
     *
     * @param pods pods that are not ready
     * @return the trouble; empty when they are on their way
     */
    static Optional<Trouble> of(List<Pod> pods) {
        return first(pods.stream().map(PodTroubles::container)).or(() -> scheduling(pods));
    }

    /**
     * Why pods have no node.
     *
     * @param pods pods
     * @return the trouble; empty when each has one
     */
    static Optional<Trouble> scheduling(List<Pod> pods) {
        return first(pods.stream().filter(pod -> !hasNode(pod)).map(PodTroubles::unscheduled));
    }

    private static Optional<Trouble> first(Stream<Optional<Trouble>> troubles) {
        return troubles.flatMap(Optional::stream).findFirst();
    }

    private static boolean hasNode(Pod pod) {
        return pod.getSpec().getNodeName() != null
                && !pod.getSpec().getNodeName().isEmpty();
    }

    private static Optional<Trouble> unscheduled(Pod pod) {
        String name = pod.getMetadata().getName();
        return Optional.of(condition(pod, "PodScheduled")
                .filter(c -> "False".equals(c.getStatus()))
                .map(c -> new Trouble(
                        c.getReason() == null ? "Unschedulable" : c.getReason(),
                        "pod " + name + " fits on no node: " + c.getMessage()))
                .orElse(new Trouble(
                        Reasons.NOT_SCHEDULED, "pod " + name + " has no node yet; no scheduler has placed it")));
    }

    private static Optional<Trouble> container(Pod pod) {
        Stream<ContainerStatus> containers = Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
        return first(containers.map(status -> stuck(pod, status)));
    }

    private static Optional<Trouble> stuck(Pod pod, ContainerStatus status) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        ContainerStateTerminated ended = lastEnd(status);
        String place =
                "container " + status.getName() + " of pod " + pod.getMetadata().getName();
        if (waiting != null && "CrashLoopBackOff".equals(waiting.getReason()) && ended != null) {
            return Optional.of(new Trouble(waiting.getReason(), place + " keeps failing: " + end(ended)));
        }
        if (waiting != null && waiting.getReason() != null && !HARMLESS.contains(waiting.getReason())) {
            String detail = waiting.getMessage() == null ? "no details given" : waiting.getMessage();
            return Optional.of(new Trouble(waiting.getReason(), place + " cannot start: " + detail));
        }
        boolean failed = ended != null && ended.getExitCode() != 0;
        return failed
                ? Optional.of(new Trouble("EngineFailed", place + " failed last time: " + end(ended)))
                : Optional.empty();
    }

    /** How a container ended last; null when it did not. */
    static ContainerStateTerminated lastEnd(ContainerStatus status) {
        if (status.getState() != null && status.getState().getTerminated() != null) {
            return status.getState().getTerminated();
        }
        return status.getLastState() == null ? null : status.getLastState().getTerminated();
    }

    private static String end(ContainerStateTerminated ended) {
        String output =
                ended.getMessage() == null ? "" : ", " + tail(ended.getMessage().strip());
        return "exit code " + ended.getExitCode() + " (" + ended.getReason() + ")" + output;
    }

    /** The last lines say why a program ended. */
    private static String tail(String output) {
        return output.length() <= OUTPUT_CHARACTERS
                ? output
                : "..." + output.substring(output.length() - OUTPUT_CHARACTERS);
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst();
    }
}
