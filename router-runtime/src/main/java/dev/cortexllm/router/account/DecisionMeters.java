package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts why the first target of a rule's requests came first, kept in the compiled route. A counter is registered when it counts for
 * the first time. Safe for any thread.
 */
public final class DecisionMeters {
    private final Meters meters;
    private final Tags tags;
    private final int reasons;
    private volatile AtomicReferenceArray<Counter> byReason;

    DecisionMeters(Meters meters, Tags tags, int reasons) {
        this.meters = meters;
        this.tags = tags;
        this.reasons = reasons;
    }

    /**
     * Counts a decision.
     *
     * @param reason number of the reason, from 0 to below the number of reasons there are
     * @param word the reason as a label
     */
    public void count(int reason, String word) {
        AtomicReferenceArray<Counter> known = byReason;
        if (known == null) {
            // Two threads may both make one; the registry gives both the same counters.
            known = new AtomicReferenceArray<>(reasons);
            byReason = known;
        }
        Counter counter = known.get(reason);
        if (counter == null) {
            counter = meters.counter(
                    "decisions", "Requests by why their first target came first", tags.and("reason", word));
            known.set(reason, counter);
        }
        counter.increment();
    }
}
