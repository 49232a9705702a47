package dev.cortexllm.router.budget;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.config.Budget;

/** Which money a request spends under a budget that is kept apart by something. */
public final class BudgetKeys {
    private BudgetKeys() {}

    /**
     * The part of the budget's key that tells one share of it from the next.
     *
     * @param budget the budget
     * @param key name of the client's key, or null
     * @param workspace the client's workspace, or null
     * @param model the model name that the client asked for
     * @return such as {@code key=team/clients/alice,model=chat}; empty when the budget is one for all
     */
    public static String share(Budget budget, String key, String workspace, String model) {
        if (budget.per() == null) {
            return "";
        }
        StringBuilder share = new StringBuilder();
        for (LimitScope scope : budget.per()) {
            share.append(share.isEmpty() ? "" : ",");
            switch (scope) {
                case KEY -> share.append("key=").append(key == null ? "" : key);
                case WORKSPACE -> share.append("workspace=").append(workspace == null ? "" : workspace);
                case MODEL -> share.append("model=").append(model);
            }
        }
        return share.toString();
    }

    /**
     * What the money is counted under.
     *
     * @param budget the budget
     * @param share its share, possibly empty
     * @return the key
     */
    public static String of(Budget budget, String share) {
        return share.isEmpty() ? budget.key() : budget.key() + "/" + share;
    }
}
