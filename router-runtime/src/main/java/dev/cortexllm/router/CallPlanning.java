package dev.cortexllm.router;

import dev.cortexllm.router.admission.Admission;
import dev.cortexllm.router.attempt.AttemptPlan;
import dev.cortexllm.router.attempt.CheapestFirst;
import dev.cortexllm.router.attempt.ClientCall;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.server.Exchange;
import io.vertx.core.http.HttpHeaders;

/** From a choice to what the attempts need to know: the targets' order, and the limits and budgets of its sender. */
final class CallPlanning {
    private CallPlanning() {}

    /**
     * Makes the plan.
     *
     * @param bench of the event loop
     * @param exchange the request, with its sender's identity
     * @param choice what the policy chose for it
     * @param model the model that the policy knows it by
     * @param admitted the request's body and what was read of its head
     * @param readNanos when its last byte was in, on the monotonic clock
     * @return the call to attempt
     */
    static ClientCall plan(
            Workbench bench,
            Exchange exchange,
            Choice choice,
            String model,
            Admission.Admitted admitted,
            long readNanos) {
        Route route = choice.route();
        Identity who = exchange.identity();
        BudgetEntry[] budgets = Apart.budgets(route.budgets(), who, model);
        return new ClientCall(
                exchange.api(),
                exchange.response(),
                exchange.id(),
                exchange.request().getHeader(HttpHeaders.USER_AGENT),
                admitted.carried(),
                admitted.request(),
                new AttemptPlan(
                        route.name(),
                        CheapestFirst.order(
                                choice.order(),
                                budgets,
                                who,
                                model,
                                bench.books().spends(),
                                bench.epochMillis().getAsLong()),
                        route.maxAttempts(),
                        choice.whyNothing(),
                        Apart.limits(choice.rule().limits(), who, model),
                        route.retries(),
                        new AttemptPlan.Spending(
                                route.id(),
                                choice.rule().name(),
                                budgets,
                                choice.rule().spillBudgets(),
                                admitted.mostNanoUsd())),
                exchange.startedNanos(),
                readNanos,
                who,
                admitted.purpose());
    }
}
