package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What the operator knows of a provider.
 *
 * @param observedGeneration the generation of the spec that this speaks of
 * @param conditions {@code Ready}, {@code Accepted}, {@code ResolvedRefs}, {@code Reachable}
 * @param baseUrl the URL in use
 * @param models number of models that the API offered at the last connection check; null when it does not list them
 * @param budgets what is spent of its budgets in their present windows; null when it has none
 */
public record LLMProviderStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @ListType(value = ListType.Kind.MAP, key = "type")
        @Size(max = 16)
        @JsonPropertyDescription("Ready, Accepted, ResolvedRefs, Reachable.")
        List<Condition> conditions,

        @PrinterColumn(name = "URL", priority = 1) @JsonPropertyDescription("Base URL in use.")
        String baseUrl,

        @PrinterColumn(name = "Models")
        @JsonPropertyDescription("Number of models that the API listed at the last connection check.")
        Integer models,

        @ListType(ListType.Kind.MAP)
        @Size(max = 2048)
        @JsonPropertyDescription("What is spent of its budgets in their present windows, renewed every ten seconds.")
        List<BudgetStatus> budgets) {

    /** Without budgets. */
    public LLMProviderStatus(Long observedGeneration, List<Condition> conditions, String baseUrl, Integer models) {
        this(observedGeneration, conditions, baseUrl, models, null);
    }
}
