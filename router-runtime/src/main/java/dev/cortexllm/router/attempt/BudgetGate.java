package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Budget;
import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.config.Policy.Price;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.BudgetReading;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.store.Claim;
import dev.cortexllm.router.store.Grant;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.json.InvalidBody;
import io.vertx.core.Future;
import java.util.Arrays;

/**
 * Finds out what an attempt can cost, and what its budgets have to say to that. A budget that can refuse makes the answer as
 * short as what is left demands. One request, one event loop.
 */
final class BudgetGate {
    /** An answer with fewer tokens is no use to anybody. */
    static final long SHORTEST = 16;
    /** What is reserved for an answer of a model of which nobody knows how long it can be; none gives as much at once. */
    private static final long UNSAID = 131_072;

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
     */
    record Offer(Toll toll, Outcome refused) {}

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
     * Looks at an attempt.
     *
     * @param target who is to be asked
     * @return what is to be asked for it; never fails
     */
    Future<Offer> offer(RouteTarget target) {
        BudgetEntry[] budgets = budgets(target);
        asked = budgets;
        Price price = target.config().price();
        BudgetEntry blocking = first(budgets);
        boolean limited = blocking != null || call.plan().spending().mostNanoUsd() != AttemptPlan.Spending.NO_MATTER;
        if (price == null) {
            boolean unknown = limited && !target.config().local();
            return Future.succeededFuture(
                    unknown
                            ? new Offer(null, unpriced(target))
                            : new Offer(Toll.free(bench, call, target, guard), null));
        }
        boolean closely = budgets.length > 0 || limited;
        return guard.size(target, closely).map(size -> offer(target, budgets, limited, size));
    }

    /** All budgets that an attempt is under, each with the client's own share of it. */
    private BudgetEntry[] budgets(RouteTarget target) {
        BudgetEntry[] ofTarget = target.upstream().budgets();
        BudgetEntry[] own = ofTarget == null
                ? null
                : Apart.own(ofTarget, call.identity(), call.request().model());
        AttemptPlan.Spending spending = call.plan().spending();
        BudgetEntry[] all = BudgetEntry.join(spending.budgets(), own);
        all = target.config().local() ? all : BudgetEntry.join(all, spending.spill());
        return all == null ? BudgetEntry.NONE : all;
    }

    private static BudgetEntry first(BudgetEntry[] budgets) {
        for (BudgetEntry budget : budgets) {
            if (budget.blocks()) {
                return budget;
            }
        }
        return null;
    }

    private Outcome unpriced(RouteTarget target) {
        return new Outcome.NothingAvailable(
                call.plan().policy(),
                "nobody knows what model '" + target.config().model() + "' of "
                        + target.upstream().name() + " costs, and a budget may not be exceeded");
    }

    private Offer offer(RouteTarget target, BudgetEntry[] budgets, boolean limited, RequestSize size) {
        if (limited && size.call() == null) {
            return new Offer(
                    null,
                    size.why() instanceof InvalidBody invalid
                            ? new Outcome.BadRequest(invalid.getMessage(), invalid.param(), invalid.code())
                            : new Outcome.Internal());
        }
        Integer said = said(target, call, size);
        long output = said == null ? unsaid(target) : said;
        if (limited && said == null) {
            for (BudgetEntry budget : budgets) {
                if (budget.blocks() && budget.config().unbounded() == Unbounded.REJECT) {
                    return new Offer(null, new Outcome.BudgetUnbounded(budget.config()));
                }
                output = Math.min(output, budget.blocks() ? budget.config().capTokens() : output);
            }
            output = Math.min(output, first(budgets) == null ? ClientBudget.CAP_TOKENS : output);
        }
        long least = Math.min(output, size.thinkingTokens() + SHORTEST);
        Bid bid = new Bid(target.config().price(), size.promptTokens(), size.choices(), output, least);
        Outcome alone = alone(budgets, bid);
        if (alone != null) {
            return new Offer(null, alone);
        }
        long room = room(budgets);
        Bid fitting = room < bid.wanted() ? bid.shortened(bid.affordable(room)) : bid;
        BudgetEntry[] shared =
                Arrays.stream(budgets).filter(budget -> !budget.perRequest()).toArray(BudgetEntry[]::new);
        return new Offer(new Toll(bench, call, target, guard, size, fitting, shared, limited, said), null);
    }

    /** Tokens that the request itself, or the configuration for it, asks for each answer at the most; null: nobody says. */
    private static Integer said(RouteTarget target, ClientCall call, RequestSize size) {
        Integer given = size.call() == null ? null : size.call().maxTokens();
        Integer asked = given == null ? target.model().defaults().maxTokens() : given;
        Long most = target.config().maxOutputTokens();
        // A body that passes asks for what it asks for; everything else is cut to what the model gives.
        boolean asIs =
                given != null && call.request().passesTo(target.upstream().format());
        return asked == null || most == null || asIs ? asked : Integer.valueOf((int) Math.min(asked, most));
    }

    /** What an attempt can cost that nothing was reserved for. */
    static Bid bid(RouteTarget target, ClientCall call, RequestSize size) {
        Integer said = said(target, call, size);
        long output = said == null ? unsaid(target) : said;
        return new Bid(target.config().price(), size.promptTokens(), size.choices(), output, output);
    }

    private static long unsaid(RouteTarget target) {
        Long most = target.config().maxOutputTokens();
        Long window = target.config().contextWindow();
        return most != null ? most : window != null ? Math.min(window, UNSAID) : UNSAID;
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
