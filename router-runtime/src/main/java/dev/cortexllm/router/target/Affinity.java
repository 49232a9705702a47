package dev.cortexllm.router.target;

/** What a request shares with others that a replica may still have in its cache. */
public interface Affinity {
    /** Key of a request that belongs nowhere. */
    long NONE = 0;

    /**
     * The request's key; asked only where there is a choice.
     *
     * @param balance what counts
     * @return a hash that is the same on every router, or {@link #NONE}
     */
    long key(Balance balance);
}
