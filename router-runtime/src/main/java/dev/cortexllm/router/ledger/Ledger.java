package dev.cortexllm.router.ledger;

/** Where entries go. Called on event loops: it must not block. Safe for any thread. */
public interface Ledger {
    /**
     * Takes an entry; nobody else has written it.
     *
     * @param entry what an attempt cost
     */
    void record(Entry entry);

    /**
     * Hears of an attempt that has no entry, because it costs nothing.
     *
     * @param note the attempt
     */
    default void noted(AttemptNote note) {}
}
