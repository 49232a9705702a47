package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import java.util.function.Function;

/** Counts how the endpoints of an upstream with several of them were chosen. Safe for any thread. */
public final class PickMeters {
    /** What decided. */
    public enum By {
        /** The request went where its key belongs. */
        AFFINITY("affinity"),
        /** The endpoint it belongs to had more than its share of the load, so another one got it. */
        MOVED("moved"),
        /** The endpoint it belongs to could not be asked: full, left alone, or tried in vain. */
        UNAVAILABLE("unavailable"),
        /** The request belongs nowhere, and the less loaded of two got it. */
        LOAD("load");

        private final String label;

        By(String label) {
            this.label = label;
        }
    }

    private final Counter[] counters = new Counter[By.values().length];

    PickMeters(Function<String, Counter> counter) {
        for (By by : By.values()) {
            counters[by.ordinal()] = counter.apply(by.label);
        }
    }

    /**
     * Counts a choice.
     *
     * @param by what decided
     */
    public void count(By by) {
        counters[by.ordinal()].increment();
    }
}
