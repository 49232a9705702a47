package dev.cortexllm.router.target;

/**
 * The memory of one spill-over (policy, rule, local target): whether it spills, and how much. Event loops may race on it;
 * they write what they computed from the same load, so the last one is as right as any.
 */
public final class SpillState {
    private volatile boolean spilling;
    private volatile double share;

    /** Whether requests spilled at the last decision. */
    public boolean spilling() {
        return spilling;
    }

    /** Share of the requests that spilled at the last decision, 0 to 1. */
    public double share() {
        return share;
    }

    /**
     * Notes a decision.
     *
     * @param nowSpilling whether requests spill
     * @param nowShare what share of them
     */
    public void decided(boolean nowSpilling, double nowShare) {
        if (spilling != nowSpilling) {
            spilling = nowSpilling;
        }
        share = nowShare;
    }
}
