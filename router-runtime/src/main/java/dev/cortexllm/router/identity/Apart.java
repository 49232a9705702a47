package dev.cortexllm.router.identity;

import dev.cortexllm.api.v1alpha1.LimitScope;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import java.util.List;

/** Tells the counts apart of limits that hold for each key, workspace or model on its own. */
public final class Apart {
    private Apart() {}

    /**
     * The limits that a request is under whoever answers it.
     *
     * @param ofRoute those of gateway and policy, or null
     * @param who who sends it
     * @param model the model name asked for
     * @return those of the sender's workspace too; null when there are none
     */
    public static LimitEntry[] limits(LimitEntry[] ofRoute, Identity who, String model) {
        LimitEntry[] ofWorkspace = who.grants() == null ? null : who.grants().limits();
        if (ofRoute == null && ofWorkspace == null) {
            return null;
        }
        LimitEntry[] all = LimitEntry.join(ofRoute, ofWorkspace);
        for (int i = 0; i < all.length; i++) {
            List<LimitScope> per = all[i].config().per();
            if (per != null) {
                all = all == ofRoute || all == ofWorkspace ? all.clone() : all;
                all[i] = all[i].apart(suffix(per, who, model));
            }
        }
        return all;
    }

    /**
     * The budgets that a request is under whoever answers it.
     *
     * @param ofRoute those of gateway and policy, or null
     * @param who who sends it
     * @param model the model name asked for
     * @return those of the sender's workspace too; null when there are none
     */
    public static BudgetEntry[] budgets(BudgetEntry[] ofRoute, Identity who, String model) {
        BudgetEntry[] ofWorkspace = who.grants() == null ? null : who.grants().budgets();
        if (ofRoute == null && ofWorkspace == null) {
            return null;
        }
        return own(BudgetEntry.join(ofRoute, ofWorkspace), who, model);
    }

    /**
     * The same budgets, each with the sender's own share of it.
     *
     * @param budgets some; not changed
     * @param who who sends the request
     * @param model the model name asked for
     * @return the budgets
     */
    public static BudgetEntry[] own(BudgetEntry[] budgets, Identity who, String model) {
        BudgetEntry[] own = budgets;
        for (int i = 0; i < own.length; i++) {
            List<LimitScope> per = own[i].config().per();
            if (per != null) {
                own = own == budgets ? own.clone() : own;
                own[i] = own[i].apart(suffix(per, who, model));
            }
        }
        return own;
    }

    /**
     * What is put behind the key of a limit or budget.
     *
     * @param per what it is kept apart by
     * @param who who sends the request
     * @param model the model name asked for
     * @return begins with {@link LimitEntry#APART}, which no key of a limit holds
     */
    public static String suffix(List<LimitScope> per, Identity who, String model) {
        StringBuilder suffix = new StringBuilder();
        for (LimitScope scope : per) {
            suffix.append(LimitEntry.APART);
            switch (scope) {
                case KEY -> suffix.append("key=").append(text(who.uid()));
                case WORKSPACE -> suffix.append("workspace=").append(text(who.workspace()));
                case MODEL -> suffix.append("model=").append(model);
            }
        }
        return suffix.toString();
    }

    private static String text(String name) {
        return name == null ? "" : name;
    }
}
