package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Instant;
import java.util.Comparator;

/** What workload controllers want to know of a pod. */
final class PodState {
    /** Pods to give up first: unassigned before assigned, unready before ready, young before old. */
    static final Comparator<ObjectNode> DISPENSABLE_FIRST = Comparator.<ObjectNode, Boolean>comparing(
                    p -> !Json.text(p, "spec", "nodeName").isEmpty())
            .thenComparing(PodState::ready)
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
