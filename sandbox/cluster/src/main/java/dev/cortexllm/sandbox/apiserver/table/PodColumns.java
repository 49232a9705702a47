package dev.cortexllm.sandbox.apiserver.table;

import static dev.cortexllm.sandbox.apiserver.object.Json.at;
import static dev.cortexllm.sandbox.apiserver.object.Json.elements;
import static dev.cortexllm.sandbox.apiserver.object.Json.text;
import static dev.cortexllm.sandbox.apiserver.table.BuiltinColumns.orNone;
import static dev.cortexllm.sandbox.apiserver.table.Column.text;
import static dev.cortexllm.sandbox.apiserver.table.Column.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Instant;
import java.util.List;

/** Columns of pods; the status column sums up phase, container states and deletion as kubectl users know it. */
final class PodColumns {
    static final List<Column> ALL = List.of(
            BuiltinColumns.NAME,
            text("Ready", PodColumns::ready),
            text("Status", PodColumns::status),
            time("Restarts", PodColumns::restarts),
            BuiltinColumns.AGE,
            text("IP", o -> orNone(text(o, "status", "podIP"))).wide(),
            text("Node", o -> orNone(text(o, "spec", "nodeName"))).wide(),
            text("Nominated Node", o -> orNone(text(o, "status", "nominatedNodeName")))
                    .wide(),
            text("Readiness Gates", PodColumns::gates).wide());

    private PodColumns() {}

    private static String ready(JsonNode pod) {
        long ready =
                statuses(pod).stream().filter(c -> c.path("ready").asBoolean()).count();
        return ready + "/" + at(pod, "spec", "containers").size();
    }

    private static List<JsonNode> statuses(JsonNode pod) {
        return elements(at(pod, "status", "containerStatuses"));
    }

    private static String status(JsonNode pod) {
        if (Meta.deleting(pod)) {
            return "Terminating";
        }
        String reason = text(pod, "status", "reason");
        String phase = text(pod, "status", "phase");
        String init = initStatus(pod);
        if (!init.isEmpty()) {
            return init;
        }
        String result = reason.isEmpty() ? phase : reason;
        boolean running = false;
        for (JsonNode container : statuses(pod)) {
            String waiting = text(container, "state", "waiting", "reason");
            JsonNode terminated = at(container, "state", "terminated");
            if (!waiting.isEmpty()) {
                result = waiting;
            } else if (!terminated.isMissingNode()) {
                result = terminatedReason(terminated);
            }
            running |= container.path("ready").asBoolean()
                    && at(container, "state").has("running");
        }
        return result.equals("Completed") && running ? "Running" : result;
    }

    private static String terminatedReason(JsonNode terminated) {
        if (!text(terminated, "reason").isEmpty()) {
            return text(terminated, "reason");
        }
        int signal = terminated.path("signal").asInt();
        return signal != 0
                ? "Signal:" + signal
                : "ExitCode:" + terminated.path("exitCode").asInt();
    }

    private static String initStatus(JsonNode pod) {
        List<JsonNode> init = elements(at(pod, "status", "initContainerStatuses"));
        for (int i = 0; i < init.size(); i++) {
            JsonNode state = init.get(i).path("state");
            boolean done = state.has("terminated")
                    && at(state, "terminated", "exitCode").asInt() == 0;
            if (done) {
                continue;
            }
            if (state.has("terminated")) {
                return "Init:" + terminatedReason(state.path("terminated"));
            }
            String waiting = text(state, "waiting", "reason");
            boolean plain = waiting.isEmpty() || waiting.equals("PodInitializing");
            return "Init:"
                    + (plain ? i + "/" + at(pod, "spec", "initContainers").size() : waiting);
        }
        return "";
    }

    private static String restarts(JsonNode pod, Instant now) {
        int count = 0;
        Instant last = null;
        for (JsonNode container : statuses(pod)) {
            count += container.path("restartCount").asInt();
            Instant ended = Meta.instant(container, "lastState", "terminated", "finishedAt");
            last = ended != null && (last == null || ended.isAfter(last)) ? ended : last;
        }
        return count == 0 || last == null ? Integer.toString(count) : count + " (" + Age.since(last, now) + " ago)";
    }

    private static String gates(JsonNode pod) {
        List<JsonNode> gates = elements(at(pod, "spec", "readinessGates"));
        long met = gates.stream()
                .filter(g -> text(Meta.condition(pod, text(g, "conditionType")), "status")
                        .equals("True"))
                .count();
        return gates.isEmpty() ? "<none>" : met + "/" + gates.size();
    }
}
