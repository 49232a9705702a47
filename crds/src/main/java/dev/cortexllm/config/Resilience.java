package dev.cortexllm.config;

/**
 * How the router protects itself from an upstream, and the upstream from the router.
 *
 * @param breaker when a model of the upstream is left alone; null: for a few seconds when it fails in a row
 * @param ejection when one endpoint among several is left alone; null: for a few seconds when it fails in a row
 * @param maxConcurrent requests of one router in one endpoint at the most, queued ones included; null: as many as come in a
 *     provider, 64 times as many as it works on in an engine
 */
public record Resilience(Breaker breaker, Ejection ejection, Integer maxConcurrent) {

    /**
     * A circuit breaker over the last calls.
     *
     * @param failurePercent share of failures from which it opens
     * @param slowPercent share of slow calls from which it opens
     * @param slowMillis how long a call takes to its first content to be slow
     * @param calls how many of the last calls count
     * @param minimumCalls how many there must have been before it judges
     * @param openMillis how long it lets nothing through
     * @param probes calls that it lets through afterwards to see
     */
    public record Breaker(
            int failurePercent,
            int slowPercent,
            long slowMillis,
            int calls,
            int minimumCalls,
            long openMillis,
            int probes) {}

    /**
     * When an endpoint is left alone.
     *
     * @param consecutiveFailures failures in a row
     * @param baseMillis how long the first time; each further time twice as long
     * @param maxMillis how long at the most
     * @param maxPercent share of the endpoints that may be left alone at the same time
     */
    public record Ejection(int consecutiveFailures, long baseMillis, long maxMillis, int maxPercent) {}
}
