package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Outcome;

/**
 * Why targets were passed over: which of two reasons the client is told when none is asked in the end. The reason known so
 * far may be null. Pure.
 */
final class PassedOver {
    private PassedOver() {}

    /** The request does not fit the context of a target. */
    static Outcome tooLong(Outcome known, Outcome.ContextTooLong why) {
        return unfit(known, ContextGuard.larger(known, why));
    }

    /** A target cannot take the request. Where one is only busy, the client is told of that: the request is in order. */
    static Outcome unfit(Outcome known, Outcome why) {
        return known instanceof Outcome.LimitReached ? known : why;
    }

    /** The limits or budgets of a target leave no room. */
    static Outcome full(Outcome known, Outcome why) {
        return why instanceof Outcome.LimitReached reached ? LimitGate.sooner(known, reached) : unfit(known, why);
    }
}
