package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.RetryMeters;
import dev.cortexllm.router.outcome.Failure;

/** What it takes to ask again once an attempt failed: a share of the policy's budget, and maybe a pause. One event loop. */
final class Repetition {
    private final Workbench bench;
    private final AttemptPlan plan;
    private Failure last;
    private boolean paid;
    private boolean pausing;
    private long pause;

    /**
     * @param bench of the event loop
     * @param plan whose budget pays
     */
    Repetition(Workbench bench, AttemptPlan plan) {
        this.bench = bench;
        this.plan = plan;
    }

    /** How the last attempt failed. */
    Failure last() {
        return last;
    }

    /** An attempt failed: whatever comes next is a repetition. */
    void failed(Failure failure) {
        last = failure;
        paid = false;
    }

    /**
     * Pays for a further call: after a failure each is taken from the policy's budget, so that an outage does not grow by
     * it. None is paid for twice.
     *
     * @param now monotonic nanoseconds
     * @return whether it may be made
     */
    boolean affords(long now) {
        paid = paid || plan.retries().tryRepeat(now);
        return paid;
    }

    /** Counts what came of a repetition. */
    void ended(RetryMeters.Outcome outcome) {
        plan.retries().meters().repeated(last.kind(), outcome);
    }

    /**
     * Pauses.
     *
     * @param millis for how long
     * @param then what to do after it, unless the client {@link #leaves()}
     */
    void pause(long millis, Runnable then) {
        pausing = true;
        pause = bench.workers().later(millis, () -> {
            pausing = false;
            then.run();
        });
    }

    /** The client left: there is nothing to wait for any more. */
    void leaves() {
        if (pausing) {
            bench.workers().forget(pause);
        }
    }
}
