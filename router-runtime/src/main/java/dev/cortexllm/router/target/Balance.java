package dev.cortexllm.router.target;

import dev.cortexllm.api.v1alpha1.BalancingStrategy;
import dev.cortexllm.config.Balancing;
import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.config.Upstream;
import java.util.List;

/**
 * How requests are spread over the endpoints of an upstream.
 *
 * @param sessionHeaders headers that name a session, lower case; empty: none
 * @param prefixBytes how much of a conversation's beginning counts; 0: it does not decide
 * @param meanLoadPercent load in percent of the mean beyond which an endpoint gets no more of what belongs to it
 * @param concurrency requests that an endpoint works on at the same time
 */
public record Balance(List<String> sessionHeaders, int prefixBytes, int meanLoadPercent, int concurrency) {
    /**
     * Half of what it can work on at a time, and this many at the most, are no load worth leaving a warm cache for, whatever
     * the mean is: nothing queues, and a small batch takes a GPU hardly longer than one request.
     */
    private static final int NO_LOAD = 16;

    private static final int PERCENT = 100;

    /** Where nothing is configured: by load alone. */
    public static final Balance USUAL = new Balance(List.of(), 0, Balancing.USUAL.meanLoadPercent(), 1);

    /**
     * Of an upstream.
     *
     * @param upstream as configured
     * @return how requests are spread over its endpoints
     */
    public static Balance of(Upstream upstream) {
        EngineConfig engine = upstream.engine();
        if (engine == null) {
            return USUAL;
        }
        Balancing given = engine.balancing() == null ? Balancing.USUAL : engine.balancing();
        boolean byPrefix = given.strategy() == BalancingStrategy.PREFIX_AFFINITY;
        return new Balance(
                given.sessionHeaders(),
                byPrefix ? given.prefixBytes() : 0,
                given.meanLoadPercent(),
                Math.max(1, engine.concurrency()));
    }

    /** Whether there may be requests that belong somewhere. */
    boolean keyed() {
        return prefixBytes > 0 || !sessionHeaders.isEmpty();
    }

    /**
     * Most load that an endpoint may have with the next request, for that to be one that belongs to it: the mean of what all
     * have with that request, times the bound. Always at least one endpoint is below.
     *
     * @param total load of all endpoints without it
     * @param endpoints how many they are
     * @return load, in requests
     */
    double most(double total, int endpoints) {
        double bound = Math.ceil(meanLoadPercent * (total + 1) / (PERCENT * endpoints));
        return Math.max(bound, Math.min(NO_LOAD, (concurrency + 1) / 2));
    }
}
