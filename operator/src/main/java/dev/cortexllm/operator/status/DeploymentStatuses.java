package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of a model deployment. */
public final class DeploymentStatuses {
    private static final String SCHEDULED = "Scheduled";
    private static final String ENDPOINTS_READY = "EndpointsReady";
    private static final String PROGRESSING = "Progressing";
    private static final String DEGRADED = "Degraded";

    private DeploymentStatuses() {}

    /**
     * Says what is true of a model deployment.
     *
     * @param facts the facts
     * @param previous the status it has now; null when none
     * @param generation generation of the spec that the facts speak of
     * @param clock for the time of a flip
     * @return its status
     */
    public static ModelDeploymentStatus of(
            DeploymentFacts facts, ModelDeploymentStatus previous, long generation, Clock clock) {
        List<Condition> before = previous == null ? null : previous.conditions();
        Finding accepted = Finding.of(Finding.ACCEPTED, facts.verdict().accepted());
        Finding resolved = Finding.of(Finding.RESOLVED_REFS, facts.verdict().resolvedRefs());
        boolean complete = complete(facts, previous);
        Optional<Trouble> trouble = complete ? Optional.empty() : trouble(facts, before);
        Optional<Finding> cached = facts.cache()
                .map(cache -> CacheFinding.of(cache, accepted.isTrue() && resolved.isTrue(), before, generation));
        Finding whole = whole(facts, cached, trouble, complete);
        List<Finding> decisive = new ArrayList<>(List.of(accepted, resolved));
        decisive.addAll(Conditions.blocking(facts.failures()));
        cached.ifPresent(decisive::add);
        decisive.add(whole);
        List<Finding> shown =
                new ArrayList<>(List.of(accepted, resolved, scheduled(facts), endpointsReady(facts, whole)));
        shown.add(Finding.of(PROGRESSING, !whole.isTrue() && facts.replicas() > 0, whole.reason(), whole.message()));
        cached.ifPresent(shown::add);
        shown.add(degraded(trouble.or(() -> cached.filter(finding -> !finding.isTrue())
                .map(finding -> new Trouble(finding.reason(), finding.message())))));
        shown.add(
                accepted.isTrue() && resolved.isTrue()
                        ? UpdateFinding.of(facts.template())
                        : UpdateFinding.unrendered(facts.template(), before));
        facts.scaling().autoscaler().ifPresent(shown::add);
        shown.addAll(Conditions.obstacles(facts.failures()));
        return new ModelDeploymentStatus(
                generation,
                Conditions.of(before, generation, Conditions.summary(decisive), shown, clock),
                Replicas.of(facts).count(),
                ready(facts),
                facts.selector(),
                (int) facts.pods().stream().filter(PodTroubles::hasNode).count() * facts.gpusPerReplica(),
                CacheFinding.download(facts.cache(), previous),
                ReadyTime.expected(facts.pods(), facts.engine().load())
                        .or(() -> afterDownload(facts))
                        .map(Instant::toString)
                        .orElse(null),
                facts.template().revision());
    }

    /** No engine loads yet: the end of the download, and as long as loading took last time or should take. */
    private static Optional<Instant> afterDownload(DeploymentFacts facts) {
        return facts.cache()
                .flatMap(CacheFacts::downloading)
                .flatMap(Downloading::doneBy)
                .flatMap(done -> facts.engine().load().map(done::plus));
    }

    /** What keeps replicas from answering, and does not pass by waiting. */
    private static Optional<Trouble> trouble(DeploymentFacts facts, List<Condition> before) {
        if (facts.replicas() == 0) {
            return Optional.empty();
        }
        Optional<Trouble> missing =
                facts.pods().size() < facts.replicas() ? WorkloadTroubles.creation(facts.workload()) : Optional.empty();
        Optional<Trouble> trouble = PodTroubles.of(
                        unready(facts), facts.engine().title())
                .or(() -> missing)
                .or(() -> WorkloadTroubles.standstill(facts.workload()));
        return facts.group().several() ? GroupTroubles.of(facts, before, trouble) : trouble;
    }

    private static Finding degraded(Optional<Trouble> trouble) {
        return trouble.filter(t -> !Reasons.PASSING.contains(t.reason()))
                .map(t -> Finding.of(DEGRADED, true, t.reason(), t.message()))
                .orElseGet(() -> Finding.of(DEGRADED, false, "AsExpected", "nothing keeps replicas from answering"));
    }

    private static boolean complete(DeploymentFacts facts, ModelDeploymentStatus previous) {
        return ready(facts) >= facts.replicas()
                && facts.pods().stream()
                        .allMatch(pod -> Replicas.grouped(pod) == facts.group().several())
                && (updated(facts) || stillComplete(facts, previous));
    }

    /** A number that went down makes no pod older: until the controller has seen it, what was true of this template is. */
    private static boolean stillComplete(DeploymentFacts facts, ModelDeploymentStatus previous) {
        return previous != null
                && Objects.equals(previous.templateRevision(), facts.template().revision())
                && Conditions.find(previous.conditions(), PROGRESSING)
                        .filter(before -> before.reason().equals(Finding.READY))
                        .isPresent()
                && facts.workload()
                        .filter(WorkloadTroubles::overtaken)
                        .filter(there -> WorkloadTroubles.revision(there)
                                .equals(facts.template().revision()))
                        .isPresent();
    }

    private static List<Pod> unready(DeploymentFacts facts) {
        return facts.pods().stream().filter(pod -> !PodState.ready(pod)).toList();
    }

    /** Whether all replicas run the present template and answer; if not, why. */
    private static Finding whole(
            DeploymentFacts facts, Optional<Finding> cached, Optional<Trouble> trouble, boolean complete) {
        if (facts.replicas() == 0) {
            return ScalingFinding.none(PROGRESSING, facts.scaling());
        }
        if (facts.workload().isEmpty()
                && cached.filter(finding -> !finding.isTrue()).isPresent()) {
            return Finding.of(
                    PROGRESSING,
                    false,
                    cached.get().reason(),
                    "no engine starts before its weights are there; "
                            + cached.get().message());
        }
        String count = ready(facts) + " of " + facts.replicas() + " replicas answer";
        if (complete) {
            return Finding.of(PROGRESSING, true, Finding.READY, count);
        }
        return trouble.map(t -> Finding.of(PROGRESSING, false, t.reason(), count + "; " + t.message()))
                .orElseGet(() -> onTheWay(facts, unready(facts), count));
    }

    private static Finding onTheWay(DeploymentFacts facts, List<Pod> unready, String count) {
        if (!unready.isEmpty()) {
            return Finding.of(
                    PROGRESSING, false, Reasons.LOADING, count + "; pods that still load the model: " + unready.size());
        }
        if (facts.pods().isEmpty()) {
            return Finding.of(
                    PROGRESSING,
                    false,
                    Reasons.NO_PODS,
                    count + "; the " + (facts.group().several() ? "LeaderWorkerSet" : "Deployment")
                            + " has not created any pod yet");
        }
        return Replicas.of(facts).count() < facts.replicas()
                ? Finding.of(PROGRESSING, false, Reasons.SCALING, count + "; pods are being created")
                : Finding.of(
                        PROGRESSING,
                        false,
                        Reasons.ROLLING_OUT,
                        count + "; pods of an older template are being replaced");
    }

    private static Finding scheduled(DeploymentFacts facts) {
        if (facts.pods().isEmpty()) {
            return Finding.unknown(SCHEDULED, Reasons.NO_PODS, "there is no pod to place");
        }
        return PodTroubles.scheduling(facts.pods())
                .map(t -> Finding.of(SCHEDULED, false, t.reason(), t.message()))
                .orElse(Finding.of(SCHEDULED, true, "Scheduled", "every pod has a node"));
    }

    private static Finding endpointsReady(DeploymentFacts facts, Finding complete) {
        return ready(facts) > 0
                ? Finding.of(ENDPOINTS_READY, true, "EndpointsReady", "at least one replica answers")
                : Finding.of(ENDPOINTS_READY, false, complete.reason(), complete.message());
    }

    /**
     * Whether all pods are made from the present template, as their controller says of the workload that we have asked for. Right after
     * a change neither our cache nor the controller may have seen it.
     */
    private static boolean updated(DeploymentFacts facts) {
        if (facts.group().several()) {
            return facts.group().updated() >= facts.replicas();
        }
        return facts.workload()
                .filter(there -> there.getStatus() != null && WorkloadTroubles.observed(there))
                .filter(there ->
                        WorkloadTroubles.revision(there).equals(facts.template().revision()))
                .map(Deployment::getStatus)
                .filter(status -> count(status.getUpdatedReplicas()) >= facts.replicas()
                        && count(status.getReplicas()) <= count(status.getUpdatedReplicas()))
                .isPresent();
    }

    private static int count(Integer replicas) {
        return replicas == null ? 0 : replicas;
    }

    private static int ready(DeploymentFacts facts) {
        return Replicas.of(facts).ready();
    }
}
