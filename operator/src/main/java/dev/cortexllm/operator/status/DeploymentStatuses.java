package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The status of a model deployment. */
public final class DeploymentStatuses {
    private static final String SCHEDULED = "Scheduled";
    private static final String ENDPOINTS_READY = "EndpointsReady";
    private static final String PROGRESSING = "Progressing";

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
        Finding complete = complete(facts, before);
        List<Finding> decisive = new ArrayList<>(List.of(accepted, resolved));
        decisive.addAll(Conditions.blocking(facts.failures()));
        decisive.add(complete);
        List<Finding> shown =
                new ArrayList<>(List.of(accepted, resolved, scheduled(facts), endpointsReady(facts, complete)));
        shown.add(Finding.of(
                PROGRESSING, !complete.isTrue() && facts.replicas() > 0, complete.reason(), complete.message()));
        shown.addAll(Conditions.obstacles(facts.failures()));
        return new ModelDeploymentStatus(
                generation,
                Conditions.of(before, generation, Conditions.summary(decisive), shown, clock),
                Replicas.of(facts).count(),
                ready(facts),
                facts.selector(),
                facts.pods().size() * facts.gpusPerReplica());
    }

    /** Whether all replicas run the present template and answer; if not, why. */
    private static Finding complete(DeploymentFacts facts, List<Condition> before) {
        if (facts.replicas() == 0) {
            return Finding.of(PROGRESSING, false, "ScaledToZero", "replicas is 0: no engine runs");
        }
        List<Pod> unready =
                facts.pods().stream().filter(pod -> !PodState.ready(pod)).toList();
        String count = ready(facts) + " of " + facts.replicas() + " replicas answer";
        if (ready(facts) >= facts.replicas() && updated(facts)) {
            return Finding.of(PROGRESSING, true, "Ready", count);
        }
        Optional<PodTroubles.Trouble> trouble =
                GroupTroubles.of(facts, before, PodTroubles.of(unready).or(() -> noPods(facts)));
        return trouble.map(t -> Finding.of(PROGRESSING, false, t.reason(), count + "; " + t.message()))
                .orElseGet(() -> onTheWay(facts, unready, count));
    }

    private static Finding onTheWay(DeploymentFacts facts, List<Pod> unready, String count) {
        if (!unready.isEmpty()) {
            return Finding.of(
                    PROGRESSING, false, Reasons.LOADING, count + "; pods that still load the model: " + unready.size());
        }
        return Replicas.of(facts).count() < facts.replicas()
                ? Finding.of(PROGRESSING, false, Reasons.SCALING, count + "; pods are being created")
                : Finding.of(
                        PROGRESSING,
                        false,
                        Reasons.ROLLING_OUT,
                        count + "; pods of an older template are being replaced");
    }

    private static Optional<PodTroubles.Trouble> noPods(DeploymentFacts facts) {
        if (!facts.pods().isEmpty()) {
            return Optional.empty();
        }
        return facts.workload()
                .map(Deployment::getStatus)
                .map(DeploymentStatus::getConditions)
                .flatMap(conditions -> conditions.stream()
                        .filter(c -> c.getType().equals("ReplicaFailure") && "True".equals(c.getStatus()))
                        .findFirst())
                .map(c -> new PodTroubles.Trouble(c.getReason(), "pods cannot be created: " + c.getMessage()))
                .or(() -> Optional.of(new PodTroubles.Trouble(
                        Reasons.NO_PODS,
                        "the " + (facts.group().several() ? "LeaderWorkerSet" : "Deployment")
                                + " has not created any pod yet")));
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

    private static boolean updated(DeploymentFacts facts) {
        if (facts.group().several()) {
            return facts.group().updated() >= facts.replicas();
        }
        return facts.workload()
                .map(Deployment::getStatus)
                .map(DeploymentStatus::getUpdatedReplicas)
                .filter(updated -> updated >= facts.replicas())
                .isPresent();
    }

    private static int ready(DeploymentFacts facts) {
        return Replicas.of(facts).ready();
    }
}
