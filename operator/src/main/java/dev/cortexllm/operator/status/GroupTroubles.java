package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * That a group of pods starts again as a whole, and what it does so for. The pods that failed are soon gone, so the reason is
 * kept from the condition that told it until all ranks have joined again.
 */
final class GroupTroubles {
    /** A group is made anew, for a reason that says no more than that a rank has gone. */
    static final String RESTARTING = "GroupRestarting";

    private static final Set<String> VAGUE = Set.of("EngineFailed", "CrashLoopBackOff");
    private static final String PHRASE = " starts again as a whole: ";

    private GroupTroubles() {}

    /**
     * What is wrong with groups.
     *
     * @param facts the facts
     * @param previous the conditions before; null when none
     * @param trouble what is wrong with a pod
     * @return the weightier of both; empty when nothing is wrong
     */
    static Optional<Trouble> of(DeploymentFacts facts, List<Condition> previous, Optional<Trouble> trouble) {
        if (failed(facts, facts.pods()).isPresent()) {
            // The pod that began it may be the first to go.
            return failed(
                    facts,
                    Stream.concat(facts.pods().stream(), facts.group().leaving().stream())
                            .toList());
        }
        return trouble.filter(t -> !Reasons.PASSING.contains(t.reason()))
                .or(() -> before(previous))
                .or(() -> failed(facts, facts.group().leaving()))
                .or(() -> deleted(facts))
                .or(() -> trouble);
    }

    private static Optional<Trouble> before(List<Condition> previous) {
        return Conditions.find(previous, "Degraded")
                .filter(condition -> condition.status() == Condition.Status.True
                        && condition.message().contains(PHRASE))
                .map(condition -> new Trouble(condition.reason(), condition.message()));
    }

    private static Optional<Trouble> deleted(DeploymentFacts facts) {
        return facts.group().leaving().stream()
                .filter(pod -> present(facts, pod))
                .min(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> new Trouble(
                        RESTARTING,
                        "group " + Replicas.group(pod) + PHRASE + "pod "
                                + pod.getMetadata().getName() + " was deleted"));
    }

    /** That of the pod that failed first: the others of its group fail for it. */
    private static Optional<Trouble> failed(DeploymentFacts facts, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> present(facts, pod) && end(pod).isPresent())
                .min(Comparator.comparing(GroupTroubles::finished)
                        .thenComparing(pod -> -end(pod).orElseThrow().getExitCode())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> PodTroubles.of(List.of(pod), facts.engine().title())
                        .map(trouble -> new Trouble(
                                VAGUE.contains(trouble.reason()) ? RESTARTING : trouble.reason(),
                                "group " + Replicas.group(pod) + PHRASE + trouble.message())));
    }

    /** How a container of a pod that has never been ready since ended. */
    private static Optional<ContainerStateTerminated> end(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .filter(status -> !Boolean.TRUE.equals(status.getReady()))
                        .flatMap(status -> Stream.of(status.getState(), status.getLastState()))
                        .filter(Objects::nonNull)
                        .map(ContainerState::getTerminated)
                        .filter(ended -> ended != null && ended.getExitCode() != null && ended.getExitCode() != 0)
                        .findFirst();
    }

    private static String finished(Pod pod) {
        return Objects.requireNonNullElse(end(pod).orElseThrow().getFinishedAt(), "");
    }

    /** Whether a pod is one that should be there: neither too many nor of another template. */
    private static boolean present(DeploymentFacts facts, Pod pod) {
        String number = Replicas.group(pod);
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) >= facts.replicas()) {
            return false;
        }
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return facts.group()
                .set()
                .map(set -> set.getSpec()
                        .leaderWorkerTemplate()
                        .workerTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get(Labels.TEMPLATE))
                .filter(template -> template.equals(annotations == null ? null : annotations.get(Labels.TEMPLATE)))
                .isPresent();
    }
}
