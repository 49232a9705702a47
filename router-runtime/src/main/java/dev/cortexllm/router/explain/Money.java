package dev.cortexllm.router.explain;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.target.RouteTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of the budgets that a request is under, whoever answers it. */
final class Money {
    private final Map<String, Explanation.Budget> all = new LinkedHashMap<>();
    private final Present present;

    private Money(Present present) {
        this.present = present;
    }

    static List<Explanation.Budget> of(
            Choice choice, BudgetEntry[] budgets, Identity who, String model, Present present) {
        Money money = new Money(present);
        money.add(budgets);
        money.add(choice.rule().spillBudgets());
        for (RouteTarget target : choice.route().targets()) {
            BudgetEntry[] own = target.upstream().budgets();
            money.add(own == null ? null : Apart.own(own, who, model));
        }
        return List.copyOf(money.all.values());
    }

    private void add(BudgetEntry[] budgets) {
        for (BudgetEntry budget : budgets == null ? BudgetEntry.NONE : budgets) {
            all.putIfAbsent(budget.key(), told(budget));
        }
    }

    private Explanation.Budget told(BudgetEntry budget) {
        Long used = budget.perRequest()
                ? null
                : Long.valueOf(present.spends().used(budget.key(), budget.window(present.millis())));
        return new Explanation.Budget(
                budget.config().name(),
                budget.config().owner(),
                Words.of(budget.config().window()),
                Decimals.usd(budget.config().limitNanoUsd()),
                used == null ? null : Decimals.usd(used),
                used == null ? null : Words.of(budget.rules().state(used)));
    }
}
