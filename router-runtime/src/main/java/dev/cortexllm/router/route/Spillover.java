package dev.cortexllm.router.route;

/**
 * How much of the traffic leaves a local model whose queue grows. With the estimated wait {@code W} and the limit {@code
 * L}: nothing spills until {@code W > L}; from then on the share {@code clamp((W - L/2) / L, 0, 1)} does, until {@code W <
 * L/2}. So one half spills when the wait is at the limit, which is where arrivals of twice the service rate settle; the
 * share follows the wait without a jump back, and a local queue is left over so that the engine does not run dry.
 */
public final class Spillover {
    private Spillover() {}

    /**
     * Whether to spill from now on.
     *
     * @param spilling whether requests spilled until now
     * @param waitSeconds estimated wait
     * @param limitSeconds limit of the policy
     * @return whether they spill now
     */
    public static boolean spills(boolean spilling, double waitSeconds, double limitSeconds) {
        return spilling ? waitSeconds >= limitSeconds / 2 : waitSeconds > limitSeconds;
    }

    /**
     * The share that spills while spilling.
     *
     * @param waitSeconds estimated wait
     * @param limitSeconds limit of the policy; at 0 everything spills that would wait
     * @return 0 to 1
     */
    public static double share(double waitSeconds, double limitSeconds) {
        if (limitSeconds <= 0) {
            return waitSeconds > 0 ? 1 : 0;
        }
        return Math.max(0, Math.min(1, (waitSeconds - limitSeconds / 2) / limitSeconds));
    }
}
