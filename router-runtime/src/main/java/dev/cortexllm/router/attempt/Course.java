package dev.cortexllm.router.attempt;

import dev.cortexllm.router.outcome.Failure;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.resilience.Backoff;
import dev.cortexllm.router.resilience.Breaker;
import dev.cortexllm.router.resilience.Retries;
import dev.cortexllm.router.target.Affinity;
import dev.cortexllm.router.target.Credential;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.TargetState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where a request goes: from target to target in the plan's order, at each target from key to key and from endpoint to
 * endpoint, and, where the policy pauses, from the last target to the first again. Decides and remembers; calls nobody.
 */
final class Course {
    /** The request has no business there any more. */
    private static final long NEVER = Long.MAX_VALUE;

    private final AttemptPlan plan;
    private final Affinity affinity;
    private final LongSupplier draws;
    private final List<EndpointState> tried = new ArrayList<>(0);
    private RouteTarget target;
    private EndpointState endpoint;
    private Credential key;
    private long triedKeys;
    private int next;
    private boolean raceRepeated;
    private boolean broken;
    private boolean full;
    /** By place in the order, when the target may be asked again; null as long as none has failed. */
    private long[] notBefore;

    private int rounds;

    /**
     * @param plan what to try
     * @param affinity what the request shares with others; null: nothing
     * @param draws random numbers
     */
    Course(AttemptPlan plan, Affinity affinity, LongSupplier draws) {
        this.plan = plan;
        this.affinity = affinity;
        this.draws = draws;
    }

    RouteTarget target() {
        return target;
    }

    EndpointState endpoint() {
        return endpoint;
    }

    /** The key to use; null where none is needed. */
    Credential key() {
        return key;
    }

    /**
     * Goes on to the next target that can be asked.
     *
     * @param attempts upstream calls made
     * @param now monotonic nanoseconds
     * @return whether there is one
     */
    boolean advance(int attempts, long now) {
        RouteTarget[] order = plan.order();
        tried.clear();
        triedKeys = 0;
        while (next < order.length && attempts < plan.maxAttempts()) {
            int place = next++;
            if ((notBefore == null || mayBeAsked(place, now)) && enter(order[place], now)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBeAsked(int place, long now) {
        return notBefore[place] != NEVER && notBefore[place] - now <= 0;
    }

    private boolean enter(RouteTarget candidate, long now) {
        TargetState state = candidate.state();
        if (!state.passes(now)) {
            broken = true;
            return false;
        }
        EndpointState picked = state.pick(affinity, tried, now, draws);
        if (picked == null) {
            passedBy(candidate);
            return false;
        }
        target = candidate;
        endpoint = picked;
        key = candidate.upstream().credentials().first(now);
        return true;
    }

    /** What was free a moment ago is not any more. */
    void refused(long now) {
        if (target.state().passes(now)) {
            passedBy(target);
        } else {
            broken = true;
        }
    }

    private void passedBy(RouteTarget candidate) {
        if (candidate.state().upstream().ready()) {
            candidate.upstream().full().increment();
            full = true;
        }
    }

    /**
     * Whether the same target is asked again at once: over another connection, with another key or at another endpoint.
     *
     * @param reused whether the attempt that failed went over a used connection
     * @param failure how
     * @param attempts upstream calls made
     * @param now monotonic nanoseconds
     * @return what of it is new; null when it is the next target's turn
     */
    Again again(boolean reused, Failure failure, int attempts, long now) {
        if (failure.kind() == Failure.Kind.RESET && reused && !raceRepeated) {
            raceRepeated = true;
            return Again.CONNECTION;
        }
        if (attempts >= plan.maxAttempts()) {
            return null;
        }
        if (Credential.blamed(failure.kind())) {
            Credential other = otherKey(now);
            key = other == null ? key : other;
            return other == null ? null : Again.KEY;
        }
        if (failure.nothingReceived() && plan.retries().movesOn(failure.kind())) {
            tried.add(endpoint);
            EndpointState other = target.state().pick(affinity, tried, now, draws);
            endpoint = other == null ? endpoint : other;
            return other == null ? null : Again.ENDPOINT;
        }
        return null;
    }

    /** What is new about asking the same target again. */
    enum Again {
        /** The connection. */
        CONNECTION,
        /** The key. */
        KEY,
        /** The endpoint. */
        ENDPOINT
    }

    /**
     * Takes note of a refused key.
     *
     * @return whether there is another one, so that nothing is said of the target
     */
    boolean keyRefused(Failure failure, long now) {
        if (key == null || !Credential.blamed(failure.kind())) {
            return false;
        }
        key.refused(failure, now);
        triedKeys |= 1L << key.place();
        return otherKey(now) != null;
    }

    private Credential otherKey(long now) {
        return target.upstream().credentials().another(triedKeys, now);
    }

    /** The present target has failed, and it is another one's turn. */
    void left(Failure failure, long now) {
        if (plan.retries().backoff() == null) {
            return;
        }
        if (notBefore == null) {
            notBefore = new long[plan.order().length];
            Arrays.fill(notBefore, now);
        }
        boolean again = Retries.classOf(failure.kind()) != null;
        long asked = TimeUnit.SECONDS.toNanos(failure.retryAfterSeconds());
        notBefore[next - 1] = again ? now + asked : NEVER;
    }

    /**
     * Begins again at the first target, when no other is left.
     *
     * @param attempts upstream calls made
     * @param startedNanos when the request came; a target's total timeout from then on is how long its client waits
     * @param now monotonic nanoseconds
     * @return how long to pause before, in milliseconds; 0 when there is nothing to come again for
     */
    long restart(int attempts, long startedNanos, long now) {
        Backoff backoff = plan.retries().backoff();
        if (backoff == null || notBefore == null || attempts >= plan.maxAttempts() || rounds >= plan.maxAttempts()) {
            return 0;
        }
        long soonest = NEVER;
        long least = TimeUnit.MILLISECONDS.toNanos(backoff.millis(++rounds));
        for (int i = 0; i < notBefore.length; i++) {
            soonest = Math.min(soonest, pause(i, least, startedNanos, now));
        }
        next = 0;
        return soonest == NEVER ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(soonest - 1) + 1);
    }

    /** How long to pause before a target is asked again; NEVER when its client would not wait for that. */
    private long pause(int place, long least, long startedNanos, long now) {
        if (notBefore[place] == NEVER) {
            return NEVER;
        }
        RouteTarget candidate = plan.order()[place];
        Breaker breaker = candidate.state().breaker();
        long closed = breaker == null ? 0 : breaker.openNanos(now);
        long wait = Math.max(least, Math.max(notBefore[place] - now, closed));
        long deadline = startedNanos
                + TimeUnit.MILLISECONDS.toNanos(candidate.upstream().timeouts().total());
        return now + wait - deadline > 0 ? NEVER : wait;
    }

    /** What the client is told where nobody was asked. */
    Outcome nothing() {
        if (full) {
            return new Outcome.NothingAvailable(plan.policy(), "its targets have no free place");
        }
        return broken
                ? new Outcome.NothingAvailable(plan.policy(), "its targets are left alone because they failed")
                : plan.nothing();
    }
}
