package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.List;
import java.util.Set;

/**
 * Deletes pods as far as their PodDisruptionBudget allows. Source: {@code pkg/registry/core/pod/storage/eviction.go}. What a
 * budget allows is worked out by its controller; an eviction takes one off until the controller has seen the pod go.
 */
final class Evictions {
    private static final String BUDGETS = "poddisruptionbudgets.policy";
    /** Pods that serve nobody, or not yet, go whatever the budget says. */
    private static final Set<String> IDLE = Set.of("Succeeded", "Failed", "Pending");

    private final Resources resources;

    Evictions(Resources resources) {
        this.resources = resources;
    }

    /**
     * Evicts a pod.
     *
     * @throws ApiError 404 when absent, 429 when a budget does not allow it now, 500 when it has several
     */
    void evict(ResourceType type, Key key, DeleteOptions options) {
        resources.store().locked(() -> {
            ObjectNode pod = resources.store().get(key).orElseThrow(() -> type.notFound(key.name()));
            List<ObjectNode> budgets = budgets(key.namespace(), pod);
            boolean idle = IDLE.contains(Json.text(pod, "status", "phase")) || Meta.deleting(pod);
            if (!idle && budgets.size() > 1) {
                throw ApiError.internal("This pod has more than one PodDisruptionBudget, which the eviction subresource"
                        + " does not support.");
            }
            if (!idle && !budgets.isEmpty() && !exempt(pod, budgets.get(0))) {
                spend(budgets.get(0), key.name(), options.dryRun());
            }
            if (!options.dryRun() && !Meta.deleting(pod)) {
                resources
                        .writer()
                        .update(
                                type,
                                key,
                                this::marked,
                                WriteOptions.internal("kube-apiserver").through("status"));
            }
            return resources.deletions().delete(type, key, options);
        });
    }

    private List<ObjectNode> budgets(String namespace, ObjectNode pod) {
        return resources.store().list(BUDGETS, namespace).items().stream()
                .filter(budget ->
                        LabelSelector.of(Json.at(budget, "spec", "selector")).test(pod))
                .toList();
    }

    /** A pod that is not ready takes nothing away where the budget's policy, or enough healthy pods, say so. */
    private static boolean exempt(ObjectNode pod, ObjectNode budget) {
        boolean ready = Json.text(Meta.condition(pod, "Ready"), "status").equals("True");
        int desired = Json.at(budget, "status", "desiredHealthy").asInt();
        boolean always = Json.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow");
        boolean enough =
                desired > 0 && Json.at(budget, "status", "currentHealthy").asInt() >= desired;
        return !ready && (always || enough);
    }

    private void spend(ObjectNode budget, String pod, boolean dryRun) {
        String name = Meta.name(budget);
        if (Json.at(budget, "status", "observedGeneration").asInt() < Meta.generation(budget)) {
            throw ApiError.disruption("The disruption budget " + name + " is still being processed by the server.", 10);
        }
        if (Json.at(budget, "status", "disruptionsAllowed").asInt() <= 0) {
            throw ApiError.disruption(
                    "The disruption budget " + name + " needs "
                            + Json.at(budget, "status", "desiredHealthy").asInt() + " healthy pods and has "
                            + Json.at(budget, "status", "currentHealthy").asInt() + " currently",
                    0);
        }
        if (dryRun) {
            return;
        }
        ResourceType type = resources.types().byResource(BUDGETS).orElseThrow();
        resources
                .writer()
                .update(
                        type,
                        type.key(Meta.namespace(budget), name),
                        current -> {
                            ObjectNode status = Json.child(current, "status");
                            status.put(
                                    "disruptionsAllowed",
                                    status.path("disruptionsAllowed").asInt() - 1);
                            Json.child(status, "disruptedPods")
                                    .put(pod, Meta.time(resources.clock().instant()));
                            return current;
                        },
                        WriteOptions.internal("kube-apiserver").through("status"));
    }

    private ObjectNode marked(ObjectNode pod) {
        if (Meta.condition(pod, "DisruptionTarget").isMissingNode()) {
            Json.child(pod, "status")
                    .withArray("conditions")
                    .addObject()
                    .put("type", "DisruptionTarget")
                    .put("status", "True")
                    .put("reason", "EvictionByEvictionAPI")
                    .put("message", "Eviction API: evicting")
                    .put("lastTransitionTime", Meta.time(resources.clock().instant()));
        }
        return pod;
    }
}
