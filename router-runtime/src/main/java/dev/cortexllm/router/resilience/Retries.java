package dev.cortexllm.router.resilience;

import dev.cortexllm.config.Retry;
import dev.cortexllm.router.account.RetryMeters;
import dev.cortexllm.router.outcome.Failure;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** How the requests of one policy are tried again. */
public final class Retries {
    /** Where nothing is configured there are never more than twice as many calls as requests, and some for quiet times. */
    public static final int USUAL_PERCENT = 100;
    /** Repetitions that are always allowed where nothing is configured. */
    public static final int USUAL_PER_SECOND = 10;

    private final Set<Retry.On> on;
    private final Backoff backoff;
    private final RetryBudget budget;
    private final int percent;
    private final int minPerSecond;
    private final RetryMeters meters;

    private Retries(
            Set<Retry.On> on, Backoff backoff, RetryBudget budget, int percent, int minPerSecond, RetryMeters meters) {
        this.on = on;
        this.backoff = backoff;
        this.budget = budget;
        this.percent = percent;
        this.minPerSecond = minPerSecond;
        this.meters = meters;
    }

    /**
     * Compiles them.
     *
     * @param config as configured; null: at once with the next target, whatever failed, under the usual budget
     * @param budget what the policy has used, kept by its identity
     * @param random from 0 up to 1, for pauses
     * @param meters of the policy
     * @return ready for use
     */
    public static Retries of(Retry config, RetryBudget budget, DoubleSupplier random, RetryMeters meters) {
        if (config == null) {
            Set<Retry.On> all = EnumSet.allOf(Retry.On.class);
            return new Retries(all, null, budget, USUAL_PERCENT, USUAL_PER_SECOND, meters);
        }
        Set<Retry.On> on = EnumSet.noneOf(Retry.On.class);
        on.addAll(config.on());
        Backoff backoff = new Backoff(config.baseMillis(), config.maxMillis(), random);
        return new Retries(on, backoff, budget, config.budgetPercent(), config.minPerSecond(), meters);
    }

    /**
     * The class of a failure.
     *
     * @param kind what happened
     * @return its class; null when it lies in the request or in our account there: another target may do better, but the same
     *     one will not
     */
    public static Retry.On classOf(Failure.Kind kind) {
        return switch (kind) {
            case CONNECT, RESET -> Retry.On.CONNECT;
            case TIMEOUT -> Retry.On.TIMEOUT;
            case RATE_LIMITED -> Retry.On.RATE_LIMITED;
            case SERVER_ERROR, OVERLOADED, TRUNCATED, MALFORMED -> Retry.On.SERVER_ERROR;
            case QUOTA, UNAUTHORIZED, UNKNOWN_MODEL, CONTEXT_TOO_LONG, TOO_LARGE -> null;
        };
    }

    /**
     * Whether a request that failed so goes on to another target.
     *
     * @param kind what happened
     * @return false when that is its end
     */
    public boolean movesOn(Failure.Kind kind) {
        Retry.On of = classOf(kind);
        return of == null || on.contains(of);
    }

    /** Pauses before the same targets are asked again; null: they are not. */
    public Backoff backoff() {
        return backoff;
    }

    /**
     * Counts a request.
     *
     * @param now monotonic nanoseconds
     */
    public void request(long now) {
        budget.request(now);
    }

    /**
     * Takes a repetition from the budget.
     *
     * @param now monotonic nanoseconds
     * @return whether there was one
     */
    public boolean tryRepeat(long now) {
        boolean there = budget.tryRepeat(now, percent, minPerSecond);
        if (!there) {
            meters.exhausted();
        }
        return there;
    }

    /** What is measured of them. */
    public RetryMeters meters() {
        return meters;
    }
}
