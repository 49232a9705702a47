package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Budget;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.store.Claim;
import dev.cortexllm.router.store.Grant;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.Future;
import java.util.Arrays;

/**
 * Finds out what an attempt can cost, and what its budgets have to say to that. A budget that can refuse makes the answer as
 * short as what is left demands. One request, one event loop.
 */
final class BudgetGate {
    private final Workbench bench;
    private final ClientCall call;
    private final ContextGuard guard;
    private BudgetEntry[] asked = BudgetEntry.NONE;
    private long spentNanoUsd;

    BudgetGate(Workbench bench, ClientCall call, ContextGuard guard) {
        this.bench = bench;
        this.call = call;
        this.guard = guard;
    }

    /**
     * What is to be asked for an attempt.
     *
     * @param toll accounts for the attempt; null when the request is refused
     * @param refused why it is refused; null when it is not
     * @param rough whether the prompt was not counted, though that would have said more than its bytes
     */
    record Offer(Toll toll, Outcome refused, boolean rough) {}

    /** Whether money has to be looked at before an attempt. */
    static boolean needed(Workbench bench, ClientCall call, RouteTarget target) {
        AttemptPlan.Spending spending = call.plan().spending();
        return spending.budgets() != null
                || target.upstream().budgets() != null
                || spending.spill() != null && !target.config().local()
                || spending.mostNanoUsd() != AttemptPlan.Spending.NO_MATTER
                || bench.limits().outlivesRouter();
    }

    /** What the request has spent so far, in nano-USD. */
    void spent(long nanoUsd) {
        bench.books().spentAlone(asked, spentNanoUsd, spentNanoUsd + nanoUsd);
        spentNanoUsd += nanoUsd;
    }

    /**
     * Looks at an attempt. The prompt is counted only where it could matter, see {@link Trifle}.
     *
     * @param target who is to be asked
     * @param closely whether the prompt is to be counted in any case
     * @return what is to be asked for it; never fails
     */
    Future<Offer> offer(RouteTarget target, boolean closely) {
        AttemptPlan.Spending spending = call.plan().spending();
        BudgetEntry[] budgets =
                Bids.budgets(spending, target, call.identity(), call.request().model());
        asked = budgets;
        boolean limited = Bids.limited(spending, budgets);
        if (target.config().price() == null) {
            boolean unknown = limited && !target.config().local();
            return Future.succeededFuture(
                    unknown
                            ? new Offer(null, Bids.unpriced(call.plan().policy(), target), false)
                            : new Offer(Toll.free(bench, call, target, guard), null, false));
        }
        boolean counts = (budgets.length > 0 || limited) && guard.canBeExact(target);
        return Soon.then(guard.size(target, counts && closely), size -> {
            boolean enough = !counts || closely || isTrifle(target, budgets, limited, size);
            return enough
                    ? Future.succeededFuture(offer(target, budgets, limited, size, counts && !closely))
                    : guard.size(target, true).map(counted -> offer(target, budgets, limited, counted, false));
        });
    }

    private boolean isTrifle(RouteTarget target, BudgetEntry[] budgets, boolean limited, RequestSize size) {
        Bid bid = Bids.of(target, call.request(), budgets, limited, size).bid();
        return bid != null
                && Trifle.of(bid.wanted(), budgets, call.plan().spending().mostNanoUsd());
    }

    private Offer offer(RouteTarget target, BudgetEntry[] budgets, boolean limited, RequestSize size, boolean rough) {
        Bids.Priced priced = Bids.of(target, call.request(), budgets, limited, size);
        Bid bid = priced.bid();
        Outcome refused = bid == null ? priced.refused() : alone(budgets, bid);
        if (refused != null) {
            return new Offer(null, refused, rough);
        }
        long room = room(budgets);
        Bid fitting = room < bid.wanted() ? bid.shortened(bid.affordable(room)) : bid;
        Toll toll = new Toll(bench, call, target, guard, size, fitting, shared(budgets), limited, priced.said());
        return new Offer(toll, null, rough);
    }

    /** Those that other requests are under too: as a rule all, and then no copy is made. */
    private static BudgetEntry[] shared(BudgetEntry[] budgets) {
        for (BudgetEntry budget : budgets) {
            if (budget.perRequest()) {
                return Arrays.stream(budgets).filter(one -> !one.perRequest()).toArray(BudgetEntry[]::new);
            }
        }
        return budgets;
    }

    /** Budgets for a single request, the client's own among them. */
    private Outcome alone(BudgetEntry[] budgets, Bid bid) {
        for (BudgetEntry budget : budgets) {
            if (budget.perRequest() && budget.rules().blocks()) {
                long left = budget.rules().blockAt() - spentNanoUsd;
                if (left < bid.least()) {
                    bench.books().refusedAlone(budget, spentNanoUsd, bid.least());
                    if (!budget.config().shadow()) {
                        return new Outcome.BudgetExhausted(budget.config(), bid.least(), Math.max(0, left), 0);
                    }
                }
            }
        }
        long most = call.plan().spending().mostNanoUsd();
        return most != AttemptPlan.Spending.NO_MATTER && most - spentNanoUsd < bid.least()
                ? new Outcome.BudgetExhausted(ClientBudget.of(most), bid.least(), Math.max(0, most - spentNanoUsd), 0)
                : null;
    }

    private long room(BudgetEntry[] budgets) {
        long most = call.plan().spending().mostNanoUsd();
        long room = most == AttemptPlan.Spending.NO_MATTER ? Long.MAX_VALUE : most - spentNanoUsd;
        for (BudgetEntry budget : budgets) {
            if (budget.perRequest() && budget.blocks()) {
                room = Math.min(room, budget.rules().blockAt() - spentNanoUsd);
            }
        }
        return room;
    }

    /**
     * The worst that the budgets say.
     *
     * @param grant a reservation that was not made
     * @return what the client is told; null when it was no budget that refused
     */
    static Outcome refusal(Grant grant) {
        if (grant.hold() == null) {
            return null;
        }
        Claim claim = grant.hold().claim();
        Outcome worst = null;
        for (int i = 0; i < claim.budgets().length; i++) {
            BudgetReading reading = grant.hold().readings()[i];
            Budget budget = claim.budgets()[i].config();
            if (reading.fits() || budget.shadow()) {
                continue;
            }
            if (reading.verdict() == BudgetReading.UNKNOWN) {
                return new Outcome.BudgetUnknown(budget);
            }
            if (reading.verdict() == BudgetReading.BLOCKED) {
                long left = claim.budgets()[i].rules().blockAt() - reading.spent() - reading.reserved();
                worst = new Outcome.BudgetExhausted(
                        budget,
                        claim.least(),
                        Math.max(0, left),
                        reading.window().endsAtMillis());
            } else if (!(worst instanceof Outcome.BudgetExhausted)) {
                worst = new Outcome.BudgetThrottled(budget, reading.verdict());
            }
        }
        return worst;
    }
}
