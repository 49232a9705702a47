package dev.cortexllm.router.account;

import io.micrometer.core.instrument.Counter;

/** What is measured of the ledger's files. Safe for any thread. */
public final class LedgerMeters {
    private final Counter written;
    private final Counter dropped;

    LedgerMeters(Counter written, Counter dropped) {
        this.written = written;
        this.dropped = dropped;
    }

    /**
     * Counts entries that are in a file.
     *
     * @param entries how many
     */
    public void written(long entries) {
        written.increment(entries);
    }

    /**
     * Counts entries that will be in none.
     *
     * @param entries how many
     */
    public void dropped(long entries) {
        dropped.increment(entries);
    }
}
