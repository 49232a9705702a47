package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.Json;

/**
 * How many pods a PodDisruptionBudget reckons with.
 *
 * @param expected pods that should be there
 * @param desired pods of them that must be healthy
 */
record DisruptionCount(int expected, int desired) {
    /**
     * Reads a budget.
     *
     * @param pods pods that it selects
     * @param wanted replicas that their controllers want
     */
    static DisruptionCount of(JsonNode budget, int pods, int wanted) {
        JsonNode unavailable = Json.at(budget, "spec", "maxUnavailable");
        JsonNode available = Json.at(budget, "spec", "minAvailable");
        if (!unavailable.isMissingNode()) {
            return new DisruptionCount(wanted, Math.max(0, wanted - RolloutPlan.resolve(unavailable, wanted, true)));
        }
        if (available.isTextual()) {
            return new DisruptionCount(wanted, RolloutPlan.resolve(available, wanted, true));
        }
        return new DisruptionCount(pods, available.asInt());
    }
}
