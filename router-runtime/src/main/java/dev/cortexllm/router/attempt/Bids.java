package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Budget.Unbounded;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.identity.Apart;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.json.InvalidBody;

/** From the size of a request to what an attempt can cost under its budgets. Pure. */
final class Bids {
    /** An answer with fewer tokens is no use to anybody. */
    static final long SHORTEST = 16;
    /** What is reserved for an answer of a model of which nobody knows how long it can be; none gives as much at once. */
    private static final long UNSAID = 131_072;

    private Bids() {}

    /**
     * What an attempt can cost.
     *
     * @param bid tokens and money at the most; null when the request is refused
     * @param said tokens that are asked for each answer anyway; null: nobody says
     * @param refused why the request is refused; null when it is not
     */
    record Priced(Bid bid, Integer said, Outcome refused) {}

    /** All budgets that an attempt is under, each with the client's own share of it. */
    static BudgetEntry[] budgets(AttemptPlan.Spending spending, RouteTarget target, Identity who, String model) {
        BudgetEntry[] ofTarget = target.upstream().budgets();
        BudgetEntry[] own = ofTarget == null ? null : Apart.own(ofTarget, who, model);
        BudgetEntry[] all = BudgetEntry.join(spending.budgets(), own);
        all = target.config().local() ? all : BudgetEntry.join(all, spending.spill());
        return all == null ? BudgetEntry.NONE : all;
    }

    /** Whether the budgets, or the client's own, can refuse an attempt for what it costs. */
    static boolean limited(AttemptPlan.Spending spending, BudgetEntry[] budgets) {
        return first(budgets) != null || spending.mostNanoUsd() != AttemptPlan.Spending.NO_MATTER;
    }

    /** Why a target is not asked whose price nobody knows. */
    static Outcome unpriced(String policy, RouteTarget target) {
        return new Outcome.NothingAvailable(
                policy,
                "nobody knows what model '" + target.config().model() + "' of "
                        + target.upstream().name() + " costs, and a budget may not be exceeded");
    }

    /**
     * Looks at what an attempt at a target with a price can cost.
     *
     * @param target who is to be asked
     * @param request the request
     * @param budgets all budgets that the attempt is under
     * @param limited whether it must not cost more than there is
     * @param size how large the request can become
     * @return what it can cost
     */
    static Priced of(
            RouteTarget target, ChatRequest request, BudgetEntry[] budgets, boolean limited, RequestSize size) {
        if (limited && !size.read()) {
            return new Priced(
                    null,
                    null,
                    size.why() instanceof InvalidBody invalid
                            ? new Outcome.BadRequest(invalid.getMessage(), invalid.param(), invalid.code())
                            : new Outcome.Internal());
        }
        Integer said = said(target, request, size);
        long output = said == null ? unsaid(target) : said;
        if (limited && said == null) {
            for (BudgetEntry budget : budgets) {
                if (budget.blocks() && budget.config().unbounded() == Unbounded.REJECT) {
                    return new Priced(null, null, new Outcome.BudgetUnbounded(budget.config()));
                }
                output = Math.min(output, budget.blocks() ? budget.config().capTokens() : output);
            }
            output = Math.min(output, first(budgets) == null ? ClientBudget.CAP_TOKENS : output);
        }
        long least = Math.min(output, size.thinkingTokens() + SHORTEST);
        return new Priced(
                new Bid(target.config().price(), size.promptTokens(), size.choices(), output, least), said, null);
    }

    /** What an attempt can cost that nothing was reserved for. */
    static Bid unreserved(RouteTarget target, ChatRequest request, RequestSize size) {
        Integer said = said(target, request, size);
        long output = said == null ? unsaid(target) : said;
        return new Bid(target.config().price(), size.promptTokens(), size.choices(), output, output);
    }

    private static BudgetEntry first(BudgetEntry[] budgets) {
        for (BudgetEntry budget : budgets) {
            if (budget.blocks()) {
                return budget;
            }
        }
        return null;
    }

    /** Tokens that the request itself, or the configuration for it, asks for each answer at the most; null: nobody says. */
    private static Integer said(RouteTarget target, ChatRequest request, RequestSize size) {
        Integer given = size.maxTokens();
        Integer asked = given == null ? target.model().defaults().maxTokens() : given;
        Long most = target.config().maxOutputTokens();
        // A body that passes asks for what it asks for; everything else is cut to what the model gives.
        boolean asIs = given != null && request.passesTo(target.upstream().format());
        return asked == null || most == null || asIs ? asked : Integer.valueOf((int) Math.min(asked, most));
    }

    private static long unsaid(RouteTarget target) {
        Long most = target.config().maxOutputTokens();
        Long window = target.config().contextWindow();
        return most != null ? most : window != null ? Math.min(window, UNSAID) : UNSAID;
    }
}
