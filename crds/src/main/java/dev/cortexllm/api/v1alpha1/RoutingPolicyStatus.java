package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What the operator knows of a policy.
 *
 * @param observedGeneration the generation of the spec that this speaks of
 * @param conditions {@code Ready}, {@code Accepted}, {@code ResolvedRefs}, {@code Programmed}
 * @param targetsReady targets that can serve now, out of all, as in {@code 2/3}
 * @param shareLocal share of the requests of the last minute that self-hosted models answered, as in {@code 87%}
 * @param spendToday USD spent since midnight UTC, a decimal as text
 * @param budgets what is spent of its budgets in their present windows; null when it has none
 */
public record RoutingPolicyStatus(
        @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        Long observedGeneration,

        @ListType(value = ListType.Kind.MAP, key = "type")
        @Size(max = 16)
        @JsonPropertyDescription("Ready, Accepted, ResolvedRefs, Programmed.")
        List<Condition> conditions,

        @PrinterColumn(name = "Targets") @JsonPropertyDescription("Targets that can serve now, out of all, as in 2/3.")
        String targetsReady,

        @PrinterColumn(name = "Local")
        @JsonPropertyDescription("Share of the last minute's requests that self-hosted models answered, as in 87%.")
        String shareLocal,

        @PrinterColumn(name = "Spend-Today") @JsonPropertyDescription("USD spent since midnight UTC, as in 1.204.")
        String spendToday,

        @ListType(ListType.Kind.MAP)
        @Size(max = 2048)
        @JsonPropertyDescription("What is spent of its budgets in their present windows, renewed every ten seconds.")
        List<BudgetStatus> budgets) {

    /** Without budgets. */
    public RoutingPolicyStatus(
            Long observedGeneration,
            List<Condition> conditions,
            String targetsReady,
            String shareLocal,
            String spendToday) {
        this(observedGeneration, conditions, targetsReady, shareLocal, spendToday, null);
    }
}
