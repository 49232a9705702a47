package dev.cortexllm.router.ledger;

/** Where entries go. Called on event loops: it must not block. Safe for any thread. */
public interface Ledger {
    /**
     * Takes an entry; nobody else has written it.
     *
     * @param entry what an attempt cost
     */
    void record(Entry entry);
}
