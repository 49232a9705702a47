package dev.cortexllm.operator.child;

/**
 * Whether this process is on its way out. The framework empties its caches while the last reconcilers still run, and what such a run does not
 * find there exists all the same: a policy that seems to be gone would lose its routes. So {@link #begin} comes before the caches are
 * emptied, and whoever has read them asks {@link #begun} before he writes or tells anything.
 */
public final class Shutdown {
    private volatile boolean begun;

    /** From now on nothing is written. */
    public void begin() {
        begun = true;
    }

    /** Whether nothing may be written any more. */
    public boolean begun() {
        return begun;
    }
}
