package dev.cortexllm.router.identity;

import dev.cortexllm.config.Clients;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import java.util.List;
import java.util.Set;

/**
 * What a workspace allows.
 *
 * @param policies ids of the policies that it may use; null: all
 * @param models model names that it may ask for; null: all
 * @param limits its rate limits; null when there are none
 * @param budgets its budgets; null when there are none
 */
public record Grants(Set<String> policies, Set<String> models, LimitEntry[] limits, BudgetEntry[] budgets) {

    /**
     * Compiles a workspace.
     *
     * @param workspace as configured
     * @param meters meters of the process
     * @return what it allows
     */
    static Grants of(Clients.Workspace workspace, Meters meters) {
        return new Grants(
                set(workspace.policies()),
                set(workspace.models()),
                LimitEntry.of(workspace.limits(), meters),
                BudgetEntry.of(workspace.budgets()));
    }

    boolean allow(String policy, String model) {
        return (policies == null || policies.contains(policy)) && (models == null || models.contains(model));
    }

    boolean unrestricted() {
        return policies == null && models == null && limits == null && budgets == null;
    }

    private static Set<String> set(List<String> names) {
        return names == null ? null : Set.copyOf(names);
    }
}
