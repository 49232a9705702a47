package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many replicas each ReplicaSet of a Deployment should have next. Source: {@code pkg/controller/deployment/rolling.go}
 * and {@code recreate.go}.
 */
final class RolloutPlan {
    private final int wanted;
    private final int maxSurge;
    private final int maxUnavailable;
    private final boolean recreate;

    RolloutPlan(JsonNode deployment) {
        wanted = Json.at(deployment, "spec", "replicas").asInt();
        recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
        JsonNode rolling = Json.at(deployment, "spec", "strategy", "rollingUpdate");
        int surge = resolve(rolling.path("maxSurge"), wanted, true);
        int unavailable = resolve(rolling.path("maxUnavailable"), wanted, false);
        maxSurge = surge;
        maxUnavailable = surge == 0 && unavailable == 0 ? 1 : Math.min(unavailable, wanted);
    }

    /** A number of pods: absolute, or a percentage of all, rounded up or down. */
    static int resolve(JsonNode value, int total, boolean up) {
        String text = value.asText("0");
        if (!text.endsWith("%")) {
            return value.asInt();
        }
        double share = Double.parseDouble(text.substring(0, text.length() - 1)) * total / 100;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    int maxUnavailable() {
        return recreate ? wanted : maxUnavailable;
    }

    int maxReplicas() {
        return wanted + (recreate ? 0 : maxSurge);
    }

    /**
     * Replicas of the new set.
     *
     * @param current the new set, {@code null} when it is yet to be made
     * @param oldPods whether pods of old sets are still there (counts for Recreate)
     */
    int newReplicas(JsonNode current, List<? extends JsonNode> old, boolean oldPods) {
        int has = current == null ? 0 : replicas(current);
        if (recreate) {
            return oldPods ? has : wanted;
        }
        if (has >= wanted) {
            return wanted;
        }
        int total = has + sum(old);
        return total >= maxReplicas() ? has : has + Math.min(maxReplicas() - total, wanted - has);
    }

    /** Replicas of the old sets by name, only of those that change. Sets must be in order of age. */
    Map<String, Integer> oldReplicas(JsonNode current, List<? extends JsonNode> old) {
        Map<String, Integer> out = new LinkedHashMap<>();
        if (recreate) {
            old.stream().filter(r -> replicas(r) > 0).forEach(r -> out.put(Meta.name(r), 0));
            return out;
        }
        int newUnavailable = replicas(current) - available(current);
        int minAvailable = wanted - maxUnavailable;
        int room = replicas(current) + sum(old) - minAvailable - newUnavailable;
        int unhealthyRoom = room;
        for (JsonNode set : old) {
            int drop = Math.min(unhealthyRoom, replicas(set) - available(set));
            if (drop > 0) {
                out.put(Meta.name(set), replicas(set) - drop);
                unhealthyRoom -= drop;
            }
        }
        int spare = available(current)
                + old.stream().mapToInt(RolloutPlan::available).sum()
                - minAvailable;
        int left = Math.min(spare, unhealthyRoom);
        for (JsonNode set : old) {
            int has = out.getOrDefault(Meta.name(set), replicas(set));
            int drop = Math.min(left, has);
            if (drop > 0) {
                out.put(Meta.name(set), has - drop);
                left -= drop;
            }
        }
        return out;
    }

    static int replicas(JsonNode set) {
        return Json.at(set, "spec", "replicas").asInt();
    }

    static int available(JsonNode set) {
        return Math.min(
                replicas(set), Json.at(set, "status", "availableReplicas").asInt());
    }

    private static int sum(List<? extends JsonNode> sets) {
        return sets.stream().mapToInt(RolloutPlan::replicas).sum();
    }
}
