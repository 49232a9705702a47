package dev.cortexllm.router.attempt;

import dev.cortexllm.router.limit.Used;
import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.Future;

/**
 * The way of a request through the limits and budgets that its attempts are under. Where there are none, there is no gate
 * and nothing to give back. One event loop.
 */
final class Admittance {
    private final Workbench bench;
    private final ClientCall call;
    private final ContextGuard guard;
    private LimitGate gate;

    /**
     * @param bench of the event loop
     * @param call the request
     * @param guard counts its tokens
     */
    Admittance(Workbench bench, ClientCall call, ContextGuard guard) {
        this.bench = bench;
        this.call = call;
        this.guard = guard;
    }

    /** Whether an attempt at a target is under none of them, so that there is nobody to ask. */
    boolean free(RouteTarget target) {
        return call.plan().limits() == null
                && target.upstream().limits() == null
                && !BudgetGate.needed(bench, call, target);
    }
    /**
     * Asks for room for an attempt.
     *
     * @param target whom it asks
     * @return null when there is room; what is full otherwise
     */
    Future<LimitGate.Full> admit(RouteTarget target) {
        if (gate == null) {
            gate = new LimitGate(bench, call, guard);
        }
        return gate.admit(target);
    }

    /** Tokens that the next attempt's answer may have, where that is fewer than what is asked for; null otherwise. */
    Integer cap() {
        return gate == null || gate.toll() == null ? null : gate.toll().cap();
    }

    /** What accounts for the next attempt. */
    Toll toll(RouteTarget target) {
        Toll toll = gate == null ? null : gate.toll();
        return toll == null ? Toll.free(bench, call, target, guard) : toll;
    }

    /** The target was not asked after all. */
    void unused() {
        givenBack(new Used(0, 0));
    }

    /** What the target's limits were asked for is settled; those of the request hold on. */
    void givenBack(Used used) {
        if (gate != null) {
            gate.targetOver(used);
        }
    }

    /** The request was over before there was an answer about its room. */
    void tooLate() {
        gate.finished(new Used(0, 0));
    }

    /**
     * The client left between two attempts: it has used what the last one came to.
     *
     * @param last that attempt
     * @param failure how it failed
     */
    void left(Attempt last, Failure failure) {
        if (gate != null) {
            gate.finished(LimitGate.used(last, failure));
        }
    }

    /**
     * The request is over.
     *
     * @param last its last attempt; null when none was made
     * @param outcome what went wrong; null when the answer is complete
     */
    void finished(Attempt last, Outcome outcome) {
        if (gate != null) {
            gate.finished(LimitGate.used(last, outcome));
        }
    }
}
