package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.status.PodTroubles.Trouble;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * That a group of pods starts again as a whole, and what it does so for. The pods that failed are soon gone, so the reason is
 * kept from the condition that told it until all ranks have joined again.
 */
final class GroupTroubles {
    /** A group is made anew. */
    static final String RESTARTING = "GroupRestarting";

    private static final Set<String> ENDS = Set.of("EngineFailed", "CrashLoopBackOff");
    private static final String PHRASE = " starts again as a whole: ";

    private GroupTroubles() {}

    /**
     * What is wrong with groups.
     *
     * @param facts the facts
     * @param previous what was said before; null when nothing
     * @param trouble what is wrong with a pod
     * @return the weightier of both; empty when nothing is wrong
     */
    static Optional<Trouble> of(DeploymentFacts facts, List<Condition> previous, Optional<Trouble> trouble) {
        if (!facts.group().several()) {
            return trouble;
        }
        Optional<Trouble> now = failed(facts, facts.pods()).map(GroupTroubles::told);
        if (now.isPresent()) {
            return now;
        }
        if (trouble.filter(t -> !Reasons.PASSING.contains(t.reason()) && !ENDS.contains(t.reason()))
                .isPresent()) {
            return trouble;
        }
        return before(previous).or(() -> leaving(facts)).or(() -> trouble);
    }

    private static Optional<Trouble> before(List<Condition> previous) {
        return Conditions.find(previous, "Progressing")
                .filter(condition -> condition.reason().equals(RESTARTING))
                .map(Condition::message)
                .map(message -> new Trouble(RESTARTING, message.substring(message.indexOf("; ") + 2)));
    }

    private static Optional<Trouble> leaving(DeploymentFacts facts) {
        List<Pod> pods = facts.group().leaving();
        return failed(facts, pods).map(GroupTroubles::told).or(() -> pods.stream()
                .filter(pod -> present(facts, pod))
                .min(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> new Trouble(
                        RESTARTING,
                        "group " + Replicas.group(pod) + PHRASE + "pod "
                                + pod.getMetadata().getName() + " was deleted")));
    }

    /** The pod that failed first: the others of its group fail for it. */
    private static Optional<Pod> failed(DeploymentFacts facts, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> present(facts, pod) && end(pod).isPresent())
                .min(Comparator.comparing((Pod pod) -> finished(pod))
                        .thenComparing(pod -> -end(pod).orElseThrow().getExitCode())
                        .thenComparing(pod -> pod.getMetadata().getName()));
    }

    private static Trouble told(Pod pod) {
        return new Trouble(
                RESTARTING,
                "group " + Replicas.group(pod) + PHRASE
                        + PodTroubles.of(List.of(pod)).map(Trouble::message).orElse(""));
    }

    private static Optional<ContainerStateTerminated> end(Pod pod) {
        return PodTroubles.of(List.of(pod))
                .filter(trouble -> ENDS.contains(trouble.reason()))
                .flatMap(trouble -> Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .map(PodTroubles::lastEnd)
                        .filter(ended -> ended != null && ended.getExitCode() != 0)
                        .findFirst());
    }

    private static String finished(Pod pod) {
        String at = end(pod).orElseThrow().getFinishedAt();
        return at == null ? "" : at;
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
