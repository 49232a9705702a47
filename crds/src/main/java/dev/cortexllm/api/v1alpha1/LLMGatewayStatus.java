package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/**
 * What the operator knows of a gateway.
 *
 * @param observedGeneration the generation of the spec that this speaks of
 * @param conditions {@code Ready}, {@code Accepted}, {@code ResolvedRefs}, {@code Programmed}, {@code Unauthenticated},
 *     {@code StoreAvailable}
 * @param replicas router pods that exist
 * @param selector label selector of the router pods
 * @param programmed routers that serve {@code configHash}, as in {@code 2/2}
 * @param policies policies served
 * @param configHash hash of the configuration that routers should serve
 * @param url where clients inside the cluster reach the gateway
 * @param budgets what is spent of its budgets in their present windows; null when it has none
 */
public record LLMGatewayStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @ListType(value = ListType.Kind.MAP, key = "type")
        @Size(max = 16)
        @JsonPropertyDescription("Ready, Accepted, ResolvedRefs, Programmed, Unauthenticated, StoreAvailable.")
        List<Condition> conditions,

        @StatusReplicas @JsonPropertyDescription("Router pods that exist.")
        Integer replicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the router pods.")
        String selector,

        @PrinterColumn(name = "Programmed")
        @JsonPropertyDescription("Routers that serve configHash, out of all, as in 2/2.")
        String programmed,

        @PrinterColumn(name = "Policies") @JsonPropertyDescription("Number of policies served.")
        Integer policies,

        @JsonPropertyDescription("Hash of the configuration that the routers should serve.")
        String configHash,

        @PrinterColumn(name = "URL", priority = 1)
        @JsonPropertyDescription("Where clients in the cluster reach the gateway.")
        String url,

        @ListType(ListType.Kind.MAP)
        @Size(max = 2048)
        @JsonPropertyDescription("What is spent of its budgets in their present windows, renewed every ten seconds.")
        List<BudgetStatus> budgets) {

    /** Without budgets. */
    public LLMGatewayStatus(
            Long observedGeneration,
            List<Condition> conditions,
            Integer replicas,
            String selector,
            String programmed,
            Integer policies,
            String configHash,
            String url) {
        this(observedGeneration, conditions, replicas, selector, programmed, policies, configHash, url, null);
    }
}
