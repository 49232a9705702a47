package dev.cortexllm.router.attempt;

import dev.cortexllm.config.Limit;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.limit.Ask;
import dev.cortexllm.router.limit.Decision;
import dev.cortexllm.router.limit.LimitEntry;
import dev.cortexllm.router.limit.Reading;
import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.store.Claim;
import dev.cortexllm.router.store.Grant;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one request to its rate limits: those of gateway and policy, which it takes from once and which refuse it, and those
 * of each target's provider, which it takes from at each attempt and which send it to the next target. The first attempt asks
 * for both at once, so that a request that goes nowhere takes nothing. One event loop.
 */
final class LimitGate {
    private static final LimitEntry[] NONE = {};
    private static final Logger LOG = LoggerFactory.getLogger(LimitGate.class);

    private final Workbench bench;
    private final ClientCall call;
    private final ContextGuard guard;
    private BudgetGate budgets;
    private Toll toll;
    private Grant held;
    private int heldTo;
    private Grant running;
    private int runningFrom;
    /** Whether what is asked for is a bound by bytes, in the place of a count. */
    private boolean rough;

    LimitGate(Workbench bench, ClientCall call, ContextGuard guard) {
        this.bench = bench;
        this.call = call;
        this.guard = guard;
    }

    /**
     * A limit without room, or a budget without money.
     *
     * @param byPlan whether it is one that holds for every target; a budget may suffice for a cheaper one
     * @param outcome what the client is told of it
     */
    record Full(boolean byPlan, Outcome outcome) {}

    /**
     * Takes from the limits and reserves in the budgets that an attempt is under.
     *
     * @param target who is to be asked
     * @return null when there is room, else what is without; on the event loop
     */
    Future<Full> admit(RouteTarget target) {
        return admit(target, false);
    }

    private Future<Full> admit(RouteTarget target, boolean closely) {
        rough = false;
        if (!BudgetGate.needed(bench, call, target)) {
            return reserve(target, null, closely);
        }
        if (budgets == null) {
            budgets = new BudgetGate(bench, call, guard);
        }
        return Soon.then(budgets.offer(target, closely), offer -> {
            if (offer.refused() != null && offer.rough()) {
                return admit(target, true);
            }
            if (offer.refused() != null) {
                return Future.succeededFuture(new Full(false, offer.refused()));
            }
            toll = offer.toll();
            rough |= offer.rough();
            return reserve(target, toll.claim(), closely);
        });
    }

    /** What is refused by a bound is asked for again by a count; nothing was taken. */
    private Future<Full> reserve(RouteTarget target, Claim claim, boolean closely) {
        LimitEntry[] plan = held == null ? call.plan().limits() : null;
        LimitEntry[] joined = LimitEntry.join(plan, target.upstream().limits());
        if (joined == null && claim == null) {
            return Future.succeededFuture();
        }
        LimitEntry[] limits = joined == null ? NONE : joined;
        int ofPlan = plan == null ? 0 : plan.length;
        Future<Grant> reserved = Soon.then(
                tokens(target, limits, closely), tokens -> bench.limits().reserve(new Ask(limits, tokens), claim));
        return Soon.then(
                reserved,
                grant -> rough && !grant.decision().admitted()
                        ? admit(target, true)
                        : Future.succeededFuture(judge(grant, ofPlan)));
    }

    /** Accounts for the attempt that was admitted last; null when nothing about it had to be asked. */
    Toll toll() {
        return toll;
    }

    /** Counting the prompt takes a while: it is left to those to whose limits it matters. */
    private Future<Long> tokens(RouteTarget target, LimitEntry[] limits, boolean closely) {
        if (!limitsTokens(limits)) {
            return Future.succeededFuture(0L);
        }
        if (closely) {
            return guard.wanted(target);
        }
        return Soon.then(guard.most(target), most -> {
            boolean trifle = Trifle.of(most, limits);
            rough |= trifle;
            return trifle ? Future.succeededFuture(most) : guard.wanted(target);
        });
    }

    private static boolean limitsTokens(LimitEntry[] limits) {
        for (LimitEntry limit : limits) {
            if (limit.config().measure() == Limit.Measure.TOKENS) {
                return true;
            }
        }
        return false;
    }

    private Full judge(Grant grant, int ofPlan) {
        measure(grant);
        if (ofPlan > 0) {
            RateHeaders.put(
                    call.response().headers(),
                    call.api(),
                    grant,
                    ofPlan,
                    bench.epochSeconds().getAsLong());
        }
        if (grant.hold() != null) {
            BudgetHeaders.put(call.response().headers(), grant);
        }
        if (!grant.decision().admitted()) {
            toll = null;
            Outcome money = BudgetGate.refusal(grant);
            Outcome.LimitReached byPlan = longest(grant, 0, ofPlan);
            Outcome ofTarget = longest(grant, ofPlan, grant.ask().limits().length);
            return byPlan != null ? new Full(true, byPlan) : new Full(false, ofTarget == null ? money : ofTarget);
        }
        if (toll != null) {
            toll.paid(grant);
        } else {
            // The client left while the money was being reserved: nobody would give it back.
            grant.charge(null);
        }
        if (ofPlan > 0) {
            held = grant;
            heldTo = ofPlan;
        }
        running = grant;
        runningFrom = ofPlan;
        return null;
    }

    private void measure(Grant grant) {
        Decision decision = grant.decision();
        for (int i = 0; i < decision.readings().length; i++) {
            LimitEntry limit = grant.ask().limits()[i];
            if (!decision.readings()[i].fits()) {
                limit.meters().refused();
            } else if (decision.admitted()) {
                limit.meters().admitted();
                crossed(limit, decision.readings()[i], grant.ask().amount(i));
            }
        }
    }

    private void crossed(LimitEntry limit, Reading reading, long amount) {
        Limit config = limit.config();
        if (config.notifyPercents() == null) {
            return;
        }
        long whole = config.burst() > 0 ? config.burst() : config.amount();
        long before = whole - reading.remaining();
        int percent = limit.meters()
                .crossed(before, before + amount, whole, bench.clock().getAsLong());
        if (percent > 0) {
            LOG.warn("rate limit '{}' of {} is used to {} %", config.name(), config.owner(), percent);
        }
    }

    /** Of the limits without room the one that will have some last; null when all have. */
    private static Outcome.LimitReached longest(Grant grant, int from, int to) {
        Outcome.LimitReached longest = null;
        for (int i = from; i < to; i++) {
            Reading reading = grant.decision().readings()[i];
            Limit limit = grant.ask().limits()[i].config();
            if (!reading.fits() && !limit.shadow()) {
                Outcome.LimitReached next =
                        new Outcome.LimitReached(limit, grant.ask().amount(i), reading.waitMillis());
                longest = longest == null || sooner(next, longest) == longest ? next : longest;
            }
        }
        return longest;
    }

    /** Of two outcomes the one that gives more hope: a limit that will have room before anything that coming again cannot mend. */
    static Outcome sooner(Outcome one, Outcome.LimitReached other) {
        return one instanceof Outcome.LimitReached reached && wait(reached) <= wait(other) ? one : other;
    }

    private static long wait(Outcome.LimitReached reached) {
        return reached.retryAfterMillis() == Outcome.LimitReached.NEVER ? Long.MAX_VALUE : reached.retryAfterMillis();
    }

    /**
     * The attempt is over: the limits of its provider are settled, those of the request hold on. Money that nobody has
     * accounted for by then was not spent.
     */
    void targetOver(Used used) {
        if (running != null) {
            running.settle(runningFrom, running.ask().limits().length, used);
            running = null;
        }
        if (toll != null) {
            toll.free();
            budgets.spent(toll.chargedNanoUsd());
            toll = null;
        }
    }

    /** The request is over. */
    void finished(Used used) {
        targetOver(used);
        if (held != null) {
            held.settle(0, heldTo, used);
            held = null;
        }
    }

    /**
     * What a failed attempt came to. One that nobody received is not even a request; one whose answer had begun or may still
     * be in the making counts as it was asked for, whatever it said of its usage so far; one that was refused used no tokens.
     */
    static Used used(Attempt attempt, Failure failure) {
        if (failure.nothingReceived()) {
            return new Used(0, 0);
        }
        boolean going = attempt.committed() || failure.kind() == Failure.Kind.TIMEOUT;
        return new Used(1, going ? Used.AS_ASKED : 0);
    }

    /**
     * What a request came to.
     *
     * @param last its last attempt, or null
     * @param outcome what went wrong, null when the answer is complete
     */
    static Used used(Attempt last, Outcome outcome) {
        if (last == null) {
            return new Used(0, 0);
        }
        if (outcome instanceof Outcome.AttemptsFailed failed) {
            return new Used(1, used(last, failed.last()).tokens());
        }
        Usage usage = outcome == null ? last.usage() : null;
        if (usage != null) {
            return new Used(1, usage.inputTokens() + usage.outputTokens());
        }
        boolean refused = outcome != null && !last.committed() && !(outcome instanceof Outcome.ClientLeft);
        return new Used(1, refused ? 0 : Used.AS_ASKED);
    }
}
