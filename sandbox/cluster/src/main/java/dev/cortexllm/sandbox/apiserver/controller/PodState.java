package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What workload controllers want to know of a pod. */
final class PodState {
    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

    /**
     * Pods to give up first: unassigned before assigned, pending before running, unready before ready, cheap before dear, ready for
     * a short before ready for a long time, often restarted before seldom, young before old. Source:
     * {@code pkg/controller/controller_utils.go}, ActivePodsWithRanks, without the rank by pods on the same node.
     */
    static final Comparator<ObjectNode> DISPENSABLE_FIRST = Comparator.<ObjectNode, Boolean>comparing(
                    p -> !Json.text(p, "spec", "nodeName").isEmpty())
            .thenComparing(p -> PHASES.indexOf(Json.text(p, "status", "phase")))
            .thenComparing(PodState::ready)
            .thenComparing(PodState::cost)
            .thenComparing(p -> Json.text(Meta.condition(p, "Ready"), "lastTransitionTime"), Comparator.reverseOrder())
            .thenComparing(PodState::restarts, Comparator.reverseOrder())
            .thenComparing(p -> Json.text(p, "metadata", "creationTimestamp"), Comparator.reverseOrder())
            .thenComparing(Meta::name);

    private PodState() {}

    /** Whether it counts as one of its owner's replicas: neither ended nor being deleted. */
    static boolean active(JsonNode pod) {
        String phase = Json.text(pod, "status", "phase");
        return !phase.equals("Succeeded") && !phase.equals("Failed") && !Meta.deleting(pod);
    }

    static boolean ready(JsonNode pod) {
        return Json.text(Meta.condition(pod, "Ready"), "status").equals("True");
    }

    /** What it costs to give a ready pod up; what is no number counts as none. */
    private static int cost(JsonNode pod) {
        try {
            return Integer.parseInt(Meta.annotations(pod).getOrDefault(COST, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static int restarts(JsonNode pod) {
        return Json.elements(Json.at(pod, "status", "containerStatuses")).stream()
                .mapToInt(c -> c.path("restartCount").asInt())
                .max()
                .orElse(0);
    }

    /** Whether it has been ready for so many seconds. */
    static boolean available(JsonNode pod, long minReadySeconds, Instant now) {
        Instant since = Meta.instant(Meta.condition(pod, "Ready"), "lastTransitionTime");
        return ready(pod)
                && (minReadySeconds == 0
                        || since != null && !since.plusSeconds(minReadySeconds).isAfter(now));
    }

    static boolean controlledBy(JsonNode object, String uid) {
        return Json.text(Meta.controller(object), "uid").equals(uid);
    }
}
