package dev.cortexllm.router.attempt;

import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.budget.CalendarWindow;
import dev.cortexllm.router.budget.LastKnown;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.tokens.ContextCheck;
import dev.cortexllm.router.tokens.PromptSizes;
import dev.cortexllm.router.tokens.TooLong;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.json.InvalidBody;

/**
 * What keeps a request from its targets that the attempts would find out, foreseen without one: nothing is asked of a store,
 * nothing is reserved, nobody is called. Budgets are judged by what is known of them. Pure but for loading vocabularies; one
 * request, one thread.
 */
public final class Foreseen {
    private final String policy;
    private final AttemptPlan.Spending spending;
    private final ChatRequest request;
    private final Identity who;
    private final PromptSizes sizes;
    private final LastKnown known;
    private final long millis;
    private Outcome worst;

    /**
     * @param policy name of the policy
     * @param spending by whom and under what money would be spent
     * @param request the request
     * @param who who sends it
     * @param sizes counts its tokens
     * @param known what is known of budgets
     * @param millis now, Unix milliseconds
     */
    public Foreseen(
            String policy,
            AttemptPlan.Spending spending,
            ChatRequest request,
            Identity who,
            PromptSizes sizes,
            LastKnown known,
            long millis) {
        this.policy = policy;
        this.spending = spending;
        this.request = request;
        this.who = who;
        this.sizes = sizes;
        this.known = known;
        this.millis = millis;
    }

    /**
     * Why a target would be passed over.
     *
     * @param target the target whose turn it is
     * @return what its client would be told if there were no other; null when the target would be called
     */
    public Outcome passedOver(RouteTarget target) {
        Outcome.ContextTooLong tooLong = tooLong(target);
        if (tooLong != null) {
            worst = PassedOver.tooLong(worst, tooLong);
            return tooLong;
        }
        Outcome money = unaffordable(target);
        worst = money == null ? worst : PassedOver.full(worst, money);
        return money;
    }

    /** Of all that was said of targets so far what the client is told when none is left; null: nothing was said. */
    public Outcome worst() {
        return worst;
    }

    private Outcome.ContextTooLong tooLong(RouteTarget target) {
        Long window = target.config().contextWindow();
        if (window == null || ContextCheck.surelyFits(request.scanned(), target.model(), window)) {
            return null;
        }
        try {
            TooLong tooLong = sizes.check(request.call(), target.model(), window);
            return tooLong == null ? null : ContextGuard.outcome(tooLong);
        } catch (InvalidBody e) {
            return null; // what cannot be read is the provider's to judge
        }
    }

    private Outcome unaffordable(RouteTarget target) {
        BudgetEntry[] budgets = Bids.budgets(spending, target, who, request.model());
        if (!Bids.limited(spending, budgets)) {
            return null;
        }
        if (target.config().price() == null) {
            return target.config().local() ? null : Bids.unpriced(policy, target);
        }
        Bids.Priced priced = Bids.of(target, request, budgets, true, size(target));
        if (priced.bid() == null) {
            return priced.refused();
        }
        long least = priced.bid().least();
        for (BudgetEntry budget : budgets) {
            if (budget.blocks()) {
                CalendarWindow window = budget.perRequest() ? null : budget.window(millis);
                long left = budget.rules().blockAt() - (window == null ? 0 : known.used(budget.key(), window));
                if (left < least) {
                    return new Outcome.BudgetExhausted(
                            budget.config(), least, Math.max(0, left), window == null ? 0 : window.endsAtMillis());
                }
            }
        }
        long most = spending.mostNanoUsd();
        return most != AttemptPlan.Spending.NO_MATTER && most < least
                ? new Outcome.BudgetExhausted(ClientBudget.of(most), least, most, 0)
                : null;
    }

    private RequestSize size(RouteTarget target) {
        try {
            return RequestSize.of(request, target, sizes);
        } catch (InvalidBody e) {
            return RequestSize.unread(request, target, e);
        }
    }
}
