package dev.cortexllm.router.admin;

/** Whether the router serves, and what. Safe for any thread. */
public final class ServingStatus {
    private volatile String servedHash;
    private volatile String problem;
    private volatile boolean draining;
    private volatile boolean searching;

    /** Hash of the configuration that every event loop serves; null before the first. */
    public String servedHash() {
        return servedHash;
    }

    /** Why the newest configuration was refused; null when it was not. */
    public String problem() {
        return problem;
    }

    /** Whether the router is about to stop. */
    public boolean draining() {
        return draining;
    }

    /** Whether new requests should come here. */
    public boolean ready() {
        return servedHash != null && !searching && !draining;
    }

    /** Notes that nobody has said yet where the models of the cluster are. */
    public void searching() {
        searching = true;
    }

    /** Notes that the models of the cluster are found, or that it is no use to wait any longer. */
    public void found() {
        searching = false;
    }

    /**
     * Notes that every event loop serves a configuration.
     *
     * @param hash its hash
     */
    public void serving(String hash) {
        servedHash = hash;
        problem = null;
    }

    /**
     * Notes that a configuration was refused and the last one goes on.
     *
     * @param sentence why
     */
    public void refused(String sentence) {
        problem = sentence;
    }

    /** Notes that the router is about to stop. */
    public void drain() {
        draining = true;
    }
}
