package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.ledger.Entry.Basis;
import dev.cortexllm.router.ledger.Entry.Result;
import java.math.BigDecimal;

/** Every measure of some attempts. Not safe for several threads. */
final class Tally {
    private static final long PICO_PER_MICRO = 1_000_000;
    private static final int MICRO_DIGITS = 6;
    private static final int PICO_DIGITS = 12;
    /** Nobody has looked at the slowest: what routers add to in Redis are sums. */
    static final long UNKNOWN = -1;

    private final long[] sums = new long[Measure.count()];
    private long slowestMillis = UNKNOWN;

    static Tally of(Entry entry) {
        Tally tally = new Tally();
        tally.attempt(entry.result(), entry.latencyMillis());
        tally.add(Measure.ESTIMATED, entry.basis() == Basis.ESTIMATED ? 1 : 0);
        Usage usage = entry.usage();
        if (usage != null) {
            tally.add(Measure.INPUT, usage.inputTokens());
            tally.add(Measure.CACHED, usage.cachedTokens());
            tally.add(Measure.CACHE_WRITE, usage.cacheWriteTokens());
            tally.add(Measure.OUTPUT, usage.outputTokens());
            tally.add(Measure.REASONING, usage.reasoningTokens());
        }
        tally.add(Measure.MICRO_USD, entry.picoUsd() / PICO_PER_MICRO);
        tally.add(Measure.PICO_USD, entry.picoUsd() % PICO_PER_MICRO);
        return tally;
    }

    static Tally of(AttemptNote note) {
        Tally tally = new Tally();
        tally.attempt(note.result(), note.latencyMillis());
        tally.add(Measure.UNBILLED, 1);
        return tally;
    }

    private void attempt(Result result, long latencyMillis) {
        add(
                switch (result) {
                    case ANSWERED -> Measure.ANSWERED;
                    case FAILED -> Measure.FAILED;
                    case CANCELLED -> Measure.CANCELLED;
                    case SWEPT -> Measure.SWEPT;
                },
                1);
        add(Measure.LATENCY_MILLIS, latencyMillis);
        add(Latencies.of(latencyMillis), 1);
        slowestMillis = latencyMillis;
    }

    void add(Measure measure, long by) {
        sums[measure.ordinal()] += by;
    }

    Tally copy() {
        Tally copy = new Tally();
        copy.add(this);
        return copy;
    }

    void add(Tally other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        slowestMillis = Math.max(slowestMillis, other.slowestMillis);
    }

    long get(Measure measure) {
        return sums[measure.ordinal()];
    }

    /** Attempts. */
    long calls() {
        return get(Measure.ANSWERED) + get(Measure.FAILED) + get(Measure.CANCELLED) + get(Measure.SWEPT);
    }

    /** How long the slowest took, or {@link #UNKNOWN}. */
    long slowestMillis() {
        return slowestMillis;
    }

    /** What they cost, exactly. */
    BigDecimal usd() {
        return BigDecimal.valueOf(get(Measure.MICRO_USD), MICRO_DIGITS)
                .add(BigDecimal.valueOf(get(Measure.PICO_USD), PICO_DIGITS));
    }
}
