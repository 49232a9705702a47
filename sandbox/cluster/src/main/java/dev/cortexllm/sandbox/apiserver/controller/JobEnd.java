package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a Job ends.
 *
 * @param good whether it has succeeded
 * @param reason the reason that the real controller gives
 * @param message its sentence
 */
record JobEnd(boolean good, String reason, String message) {
    /**
     * Decides.
     *
     * @param succeeded pods that have succeeded so far
     * @param failed pods that have failed so far
     * @param news those that have ended just now
     * @return empty while it goes on
     */
    static Optional<JobEnd> of(ObjectNode job, int succeeded, int failed, List<ObjectNode> news) {
        if (succeeded >= Json.at(job, "spec", "completions").asInt(1)) {
            return Optional.of(new JobEnd(true, "CompletionsReached", "Reached expected number of succeeded pods"));
        }
        Optional<JobEnd> hopeless = news.stream()
                .map(pod -> byPolicy(job, pod))
                .flatMap(Optional::stream)
                .findFirst();
        if (hopeless.isPresent()) {
            return hopeless;
        }
        return failed > Json.at(job, "spec", "backoffLimit").asInt(6)
                ? Optional.of(new JobEnd(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"))
                : Optional.empty();
    }

    /** When a Job ended; empty while it runs. */
    static Optional<Instant> time(ObjectNode job) {
        return Json.elements(Json.at(job, "status", "conditions")).stream()
                .filter(c -> List.of("Complete", "Failed").contains(Json.text(c, "type")))
                .filter(c -> Json.text(c, "status").equals("True"))
                .map(c -> Meta.instant(c, "lastTransitionTime"))
                .findFirst();
    }

    /** Of the rules only those on exit codes that fail the Job. */
    private static Optional<JobEnd> byPolicy(ObjectNode job, ObjectNode pod) {
        List<JsonNode> rules = Json.elements(Json.at(job, "spec", "podFailurePolicy", "rules"));
        for (int i = 0; i < rules.size(); i++) {
            if (!Json.text(rules.get(i), "action").equals("FailJob")) {
                continue;
            }
            for (JsonNode container : Json.elements(Json.at(pod, "status", "containerStatuses"))) {
                int code = Json.at(container, "state", "terminated", "exitCode").asInt();
                if (code != 0 && matches(rules.get(i).path("onExitCodes"), Json.text(container, "name"), code)) {
                    return Optional.of(new JobEnd(
                            false,
                            "PodFailurePolicy",
                            "Container " + Json.text(container, "name") + " for pod " + Meta.namespace(pod) + "/"
                                    + Meta.name(pod) + " failed with exit code " + code
                                    + " matching FailJob rule at index " + i));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean matches(JsonNode codes, String container, int code) {
        String only = Json.text(codes, "containerName");
        boolean listed = Json.elements(codes.path("values")).stream().anyMatch(value -> value.asInt() == code);
        return (only.isEmpty() || only.equals(container))
                && listed == Json.text(codes, "operator").equals("In");
    }
}
