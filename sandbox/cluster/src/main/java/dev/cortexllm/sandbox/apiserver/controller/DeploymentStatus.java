package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Instant;
import java.util.List;

/** The status of a Deployment from its ReplicaSets. Source: {@code pkg/controller/deployment/{sync,progress}.go}. */
final class DeploymentStatus {
    /** How long a rollout may stand still where the Deployment does not say; the API server's default. */
    static final long DEADLINE_SECONDS = 600;

    private final Instant now;
    private final RolloutPlan plan;
    private final boolean created;

    DeploymentStatus(Instant now, RolloutPlan plan, boolean created) {
        this.now = now;
        this.created = created;
        this.plan = plan;
    }

    private record Verdict(String status, String reason, String message) {}

    /** The new status; {@code current} is the ReplicaSet of the present template or {@code null}. */
    ObjectNode of(ObjectNode deployment, ObjectNode current, List<ObjectNode> sets) {
        ObjectNode status = Json.object();
        status.put("observedGeneration", Meta.generation(deployment));
        int wanted = Json.at(deployment, "spec", "replicas").asInt();
        int total = sum(sets, "replicas");
        int available = sum(sets, "availableReplicas");
        put(status, "replicas", total);
        put(status, "updatedReplicas", current == null ? 0 : count(current, "replicas"));
        put(status, "readyReplicas", sum(sets, "readyReplicas"));
        put(status, "availableReplicas", available);
        status.put("terminatingReplicas", sum(sets, "terminatingReplicas"));
        put(status, "unavailableReplicas", Math.max(0, Math.max(total, wanted) - available));
        ArrayNode conditions = status.putArray("conditions");
        boolean enough = available >= wanted - plan.maxUnavailable();
        Verdict availability = enough
                ? new Verdict("True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : new Verdict("False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        conditions.add(condition(deployment, "Available", availability, false));
        conditions.add(progressing(deployment, current, status, wanted));
        return status;
    }

    private JsonNode progressing(ObjectNode deployment, ObjectNode current, ObjectNode status, int wanted) {
        JsonNode before = Meta.condition(deployment, "Progressing");
        String set = current == null ? "" : "ReplicaSet \"" + Meta.name(current) + "\"";
        if (Json.at(deployment, "spec", "paused").asBoolean()) {
            return condition(
                    deployment,
                    "Progressing",
                    new Verdict("Unknown", "DeploymentPaused", "Deployment is paused"),
                    false);
        }
        if (complete(status, wanted)) {
            Verdict done = new Verdict("True", "NewReplicaSetAvailable", set + " has successfully progressed.");
            return condition(deployment, "Progressing", done, false);
        }
        if (created) {
            String message = "Created new replica set \"" + Meta.name(current) + "\"";
            return condition(deployment, "Progressing", new Verdict("True", "NewReplicaSetCreated", message), true);
        }
        boolean moved = moved(deployment.path("status"), status) || before.isMissingNode();
        Verdict running = new Verdict("True", "ReplicaSetUpdated", set + " is progressing.");
        if (moved
                || !Json.text(before, "reason")
                        .matches("ReplicaSetUpdated|NewReplicaSetCreated|ProgressDeadlineExceeded")) {
            return condition(deployment, "Progressing", running, moved);
        }
        long deadline = Json.at(deployment, "spec", "progressDeadlineSeconds").asLong(DEADLINE_SECONDS);
        Instant since = Meta.instant(before, "lastUpdateTime");
        boolean late = since != null && since.plusSeconds(deadline).isBefore(now);
        boolean alreadyLate = Json.text(before, "reason").equals("ProgressDeadlineExceeded");
        if (late || alreadyLate) {
            Verdict verdict = new Verdict("False", "ProgressDeadlineExceeded", set + " has timed out progressing.");
            return condition(deployment, "Progressing", verdict, false);
        }
        return before.deepCopy();
    }

    private static boolean complete(ObjectNode status, int wanted) {
        return status.path("updatedReplicas").asInt() == wanted
                && status.path("replicas").asInt() == wanted
                && status.path("availableReplicas").asInt() == wanted;
    }

    private static boolean moved(JsonNode before, ObjectNode now) {
        int oldBefore =
                before.path("replicas").asInt() - before.path("updatedReplicas").asInt();
        int oldNow = now.path("replicas").asInt() - now.path("updatedReplicas").asInt();
        return now.path("updatedReplicas").asInt()
                        > before.path("updatedReplicas").asInt()
                || oldNow < oldBefore
                || now.path("readyReplicas").asInt()
                        > before.path("readyReplicas").asInt()
                || now.path("availableReplicas").asInt()
                        > before.path("availableReplicas").asInt();
    }

    private ObjectNode condition(ObjectNode deployment, String type, Verdict verdict, boolean touch) {
        JsonNode before = Meta.condition(deployment, type);
        boolean flipped = !Json.text(before, "status").equals(verdict.status());
        boolean changed = flipped || touch || !Json.text(before, "reason").equals(verdict.reason());
        String time = Meta.time(now);
        ObjectNode out = Json.object().put("type", type).put("status", verdict.status());
        out.put("lastUpdateTime", changed ? time : Json.text(before, "lastUpdateTime"));
        out.put("lastTransitionTime", flipped ? time : Json.text(before, "lastTransitionTime"));
        return out.put("reason", verdict.reason()).put("message", verdict.message());
    }

    private static int count(JsonNode set, String field) {
        return Json.at(set, "status", field).asInt();
    }

    private static int sum(List<ObjectNode> sets, String field) {
        return sets.stream().mapToInt(s -> count(s, field)).sum();
    }

    private static void put(ObjectNode status, String field, int value) {
        if (value > 0) {
            status.put(field, value);
        }
    }
}
