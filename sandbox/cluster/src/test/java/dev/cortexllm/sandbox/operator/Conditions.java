package dev.cortexllm.sandbox.operator;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.LLMGatewayStatus;
import dev.cortexllm.api.v1alpha1.LLMProviderStatus;
import dev.cortexllm.api.v1alpha1.ModelDeploymentStatus;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/** Reads conditions of any of the four kinds. */
final class Conditions {
    private Conditions() {}

    /** A condition as {@code status/reason: message}; {@code absent} when there is none for the present generation. */
    static String text(CustomResource<?, ?> resource, String type) {
        return all(resource).stream()
                .filter(c -> c.type().equals(type))
                .filter(c -> resource.getMetadata().getGeneration().equals(c.observedGeneration()))
                .findFirst()
                .map(c -> c.status() + "/" + c.reason() + ": " + c.message())
                .orElse("absent");
    }

    private static List<Condition> all(CustomResource<?, ?> resource) {
        Object status = resource == null ? null : resource.getStatus();
        List<Condition> conditions = null;
        if (status instanceof LLMGatewayStatus gateway) {
            conditions = gateway.conditions();
        } else if (status instanceof LLMProviderStatus provider) {
            conditions = provider.conditions();
        } else if (status instanceof ModelDeploymentStatus deployment) {
            conditions = deployment.conditions();
        } else if (status instanceof RoutingPolicyStatus policy) {
            conditions = policy.conditions();
        }
        return conditions == null ? List.of() : conditions;
    }
}
