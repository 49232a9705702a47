package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.LastKnown;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.target.RouteTarget;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Has cheaper targets come first once a budget has passed its threshold for that. The router goes by what it last knew of the
 * budget: the first request behind the threshold may still go the old way. Pure.
 */
public final class CheapestFirst {
    private static final Comparator<RouteTarget> BY_PRICE = Comparator.comparingLong(CheapestFirst::price);

    private CheapestFirst() {}

    /**
     * Orders targets.
     *
     * @param order targets to try, in this order; not changed
     * @param late tells which of them failed lately: what is cheap because it does not answer stays behind
     * @param budgets budgets of the request, the sender's own share of each, or null
     * @param who who sends the request
     * @param model the model name asked for
     * @param spends what is known of budgets
     * @param millis now, Unix milliseconds
     * @return the same, or those with the lower list prices first; of the same price in the same order
     */
    public static RouteTarget[] order(
            RouteTarget[] order,
            Predicate<RouteTarget> late,
            BudgetEntry[] budgets,
            Identity who,
            String model,
            LastKnown spends,
            long millis) {
        boolean past = past(budgets, spends, millis);
        for (int i = 0; i < order.length && !past; i++) {
            BudgetEntry[] ofTarget = order[i].upstream().budgets();
            past = ofTarget != null && past(Apart.own(ofTarget, who, model), spends, millis);
        }
        if (!past) {
            return order;
        }
        RouteTarget[] cheapest = order.clone();
        Arrays.sort(cheapest, Comparator.comparing(late::test).thenComparing(BY_PRICE));
        return cheapest;
    }

    private static boolean past(BudgetEntry[] budgets, LastKnown spends, long millis) {
        if (budgets == null) {
            return false;
        }
        for (BudgetEntry budget : budgets) {
            if (!budget.perRequest()
                    && !budget.config().shadow()
                    && spends.used(budget.key(), budget.window(millis))
                            >= budget.rules().fallbackAt()) {
                return true;
            }
        }
        return false;
    }

    /** Of a token in and a token out; what nobody knows comes last, unless it is our own. */
    private static long price(RouteTarget target) {
        Price price = target.config().price();
        if (price == null) {
            return target.config().local() ? 0 : Long.MAX_VALUE;
        }
        return price.inputPicoUsd() + price.outputPicoUsd();
    }
}
