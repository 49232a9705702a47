package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.List;
import java.util.Set;

/**
 * How a deletion is to be done.
 *
 * @param graceSeconds for pods: time between SIGTERM and removal; negative = what the pod says
 * @param propagation {@code Background}, {@code Foreground} or {@code Orphan}
 * @param uid precondition, empty for none
 * @param resourceVersion precondition, empty for none
 * @param dryRun answer as if, remove nothing
 */
public record DeleteOptions(int graceSeconds, String propagation, String uid, String resourceVersion, boolean dryRun) {
    /** The default: in the background, with the pod's own grace. */
    public static final DeleteOptions BACKGROUND = new DeleteOptions(-1, "Background", "", "", false);

    private static final Set<String> POLICIES = Set.of("Background", "Foreground", "Orphan");

    /**
     * Reads the options' JSON form.
     *
     * @throws ApiError 422 for a policy that does not exist
     */
    public static DeleteOptions read(JsonNode body, boolean dryRun) {
        String policy = Json.text(body, "propagationPolicy");
        if (policy.isEmpty()) {
            policy = body.path("orphanDependents").asBoolean() ? "Orphan" : "Background";
        }
        if (!POLICIES.contains(policy)) {
            throw ApiError.invalid(
                    "meta.k8s.io",
                    "DeleteOptions",
                    "",
                    List.of(new ApiError.Cause(
                            "propagationPolicy",
                            "FieldValueNotSupported",
                            "Unsupported value: \"" + policy
                                    + "\": supported values: \"Foreground\", \"Background\", \"Orphan\"")));
        }
        return new DeleteOptions(
                body.path("gracePeriodSeconds").asInt(-1),
                policy,
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"),
                dryRun
                        || Json.elements(body.path("dryRun")).stream()
                                .anyMatch(d -> d.asText().equals("All")));
    }
}
