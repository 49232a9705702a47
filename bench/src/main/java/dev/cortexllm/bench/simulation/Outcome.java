package dev.cortexllm.bench.simulation;

/**
 * What came of a day.
 *
 * @param p50 median seconds to the first token; who was never answered counts as having waited as long as clients do
 * @param p99 what 99 of 100 stay within
 * @param usd what the day costs
 * @param localShare share of the answers that were given locally
 * @param failures calls that were not answered
 * @param cachedShare share of the prompt tokens of the replicas that were in a cache
 */
record Outcome(double p50, double p99, double usd, double localShare, long failures, double cachedShare) {

    Outcome plusUsd(double more) {
        return new Outcome(p50, p99, usd + more, localShare, failures, cachedShare);
    }
}
