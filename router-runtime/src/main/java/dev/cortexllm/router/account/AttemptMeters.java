package dev.cortexllm.router.account;

import dev.cortexllm.router.outcome.Failure;
import io.micrometer.core.instrument.Counter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/** Counters of the calls to one target by result, each registered when it first counts. Safe for any thread. */
public final class AttemptMeters {
    private static final Failure.Kind[] KINDS = Failure.Kind.values();
    private static final int ANSWERED = KINDS.length;
    private static final int CANCELLED = KINDS.length + 1;

    private final Function<String, Counter> byResult;
    private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(KINDS.length + 2);

    AttemptMeters(Function<String, Counter> byResult) {
        this.byResult = byResult;
    }

    /** Counts an answer. */
    public void answered() {
        count(ANSWERED);
    }

    /** Counts a call that ended because the client left. */
    public void cancelled() {
        count(CANCELLED);
    }

    /**
     * Counts a failure.
     *
     * @param kind class of failure
     */
    public void failed(Failure.Kind kind) {
        count(kind.ordinal());
    }

    private void count(int result) {
        Counter counter = counters.get(result);
        if (counter == null) {
            counter = byResult.apply(name(result));
            counters.set(result, counter);
        }
        counter.increment();
    }

    private static String name(int result) {
        if (result == ANSWERED) {
            return "answered";
        }
        return result == CANCELLED ? "cancelled" : KINDS[result].name().toLowerCase(Locale.ROOT);
    }
}
