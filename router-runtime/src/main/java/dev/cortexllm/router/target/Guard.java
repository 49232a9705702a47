package dev.cortexllm.router.target;

import dev.cortexllm.config.Resilience;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.resilience.CoolDown;
import java.util.concurrent.TimeUnit;

/**
 * How the endpoints of an upstream are protected. Places are counted by the endpoints themselves: Resilience4j's bulkhead waits
 * for running calls when it is made smaller, and a reload must not.
 *
 * @param ejection when one is left alone, and how long
 * @param maxEjectedPercent share of the ready ones that may be left alone at the same time
 * @param places requests of this process in one of them at the most, queued ones included
 */
public record Guard(CoolDown.Rule ejection, int maxEjectedPercent, int places) {
    /** Every endpoint may be left alone: when all are, all are used. */
    static final int ALL = 100;
    /**
     * An engine may hold this many times as much as it works on. Its queue is its own business, and spilling over comes long
     * before; what is beyond would not be answered before its clients have given up.
     */
    static final int TIMES_ITS_WORK = 64;

    /** Where nothing is configured. */
    static final Guard USUAL = new Guard(CoolDown.Rule.USUAL, ALL, Integer.MAX_VALUE);

    /**
     * Of an upstream.
     *
     * @param upstream as configured
     * @return how its endpoints are protected
     */
    public static Guard of(Upstream upstream) {
        Resilience given = upstream.resilience();
        int usual = upstream.local()
                ? (int) Math.min(
                        Integer.MAX_VALUE,
                        (long) TIMES_ITS_WORK * upstream.engine().concurrency())
                : Integer.MAX_VALUE;
        int places = given == null || given.maxConcurrent() == null ? usual : given.maxConcurrent();
        if (given == null || given.ejection() == null) {
            return new Guard(CoolDown.Rule.USUAL, ALL, places);
        }
        Resilience.Ejection ejection = given.ejection();
        CoolDown.Rule rule = new CoolDown.Rule(
                ejection.consecutiveFailures(),
                TimeUnit.MILLISECONDS.toNanos(ejection.baseMillis()),
                TimeUnit.MILLISECONDS.toNanos(ejection.maxMillis()));
        return new Guard(rule, ejection.maxPercent(), places);
    }
}
