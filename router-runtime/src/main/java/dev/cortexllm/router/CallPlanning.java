package dev.cortexllm.router;

import dev.cortexllm.router.attempt.AttemptPlan;
import dev.cortexllm.router.attempt.CheapestFirst;
import dev.cortexllm.router.attempt.ClientCall;
import dev.cortexllm.router.attempt.Workbench;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.http.HttpHeaders;

/** From a choice to what the attempts need to know: the targets' order, and the limits and budgets of its sender. */
final class CallPlanning {
    private CallPlanning() {}

    /**
     * Makes the plan. The time that a request has waited for a model to start is no time that the router has added, nor that an
     * upstream has taken.
     *
     * @param bench of the event loop
     * @param asked the request
     * @param choice what the policy chose for it
     * @param waited what came of its wait; null when it has not waited
     * @return the call to attempt
     */
    static ClientCall plan(Workbench bench, Asked asked, Choice choice, Waited waited) {
        Exchange exchange = asked.exchange();
        String model = asked.facts().model();
        Route route = choice.route();
        Identity who = exchange.identity();
        BudgetEntry[] budgets = Apart.budgets(route.budgets(), who, model);
        long waitedNanos = waited == null ? 0 : waited.nanos();
        RouteTarget[] order = waited == null
                ? choice.order()
                : waited.order(choice, bench.clock().getAsLong());
        return new ClientCall(
                exchange.api(),
                exchange.response(),
                exchange.id(),
                exchange.request().getHeader(HttpHeaders.USER_AGENT),
                asked.admitted().carried(),
                asked.admitted().request(),
                new AttemptPlan(
                        route.name(),
                        CheapestFirst.order(
                                order,
                                choice::failedLately,
                                budgets,
                                who,
                                model,
                                bench.books().spends(),
                                bench.epochMillis().getAsLong()),
                        route.maxAttempts(),
                        waited == null || waited.whyNothing() == null
                                ? choice.nothing()
                                : new Outcome.NothingAvailable(route.name(), waited.whyNothing()),
                        Apart.limits(choice.rule().limits(), who, model),
                        route.retries(),
                        new AttemptPlan.Spending(
                                route.id(),
                                choice.rule().name(),
                                budgets,
                                choice.rule().spillBudgets(),
                                asked.admitted().mostNanoUsd())),
                exchange.startedNanos() + waitedNanos,
                asked.readNanos() + waitedNanos,
                who,
                asked.admitted().purpose(),
                exchange.request().headers());
    }
}
