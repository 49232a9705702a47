package dev.cortexllm.router.store;

import dev.cortexllm.router.ledger.Entry;
import java.util.List;

/**
 * The end of an attempt.
 *
 * @param attemptId the attempt; a second charge of it does nothing
 * @param tills where it is counted
 * @param entry what it cost; null: nothing, what it reserved is given back
 */
public record Charge(String attemptId, List<Till> tills, Entry entry) {
    private static final long PICO_PER_NANO = 1000;

    /** What it cost in nano-USD, rounded up. */
    long nanoUsd() {
        return entry == null ? 0 : nano(entry.picoUsd());
    }

    /**
     * Rounds up.
     *
     * @param pico pico-USD
     * @return nano-USD
     */
    public static long nano(long pico) {
        return pico / PICO_PER_NANO + (pico % PICO_PER_NANO > 0 ? 1 : 0);
    }
}
