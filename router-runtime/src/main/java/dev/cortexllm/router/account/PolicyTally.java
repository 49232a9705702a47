package dev.cortexllm.router.account;

import java.util.concurrent.atomic.LongAdder;

/** What one policy has served since the process started; outlives every configuration. Safe for any thread. */
public final class PolicyTally {
    private static final long PICO_PER_MICRO = 1_000_000;

    private final LongAdder requests = new LongAdder();
    private final LongAdder local = new LongAdder();
    private final LongAdder picoUsd = new LongAdder();

    /**
     * Counts one answer.
     *
     * @param answeredLocally whether a deployment gave it
     */
    public void answered(boolean answeredLocally) {
        requests.increment();
        if (answeredLocally) {
            local.increment();
        }
    }

    /**
     * Adds what an upstream attempt cost, whatever came of it.
     *
     * @param cost in pico-USD
     */
    public void spent(long cost) {
        picoUsd.add(cost);
    }

    /** Answered requests. */
    public long requests() {
        return requests.sum();
    }

    /** Those of them that a deployment answered. */
    public long local() {
        return local.sum();
    }

    /** What all attempts have cost, those that failed or were cancelled too, in millionths of a USD, rounded down. */
    public long microUsd() {
        return picoUsd.sum() / PICO_PER_MICRO;
    }
}
