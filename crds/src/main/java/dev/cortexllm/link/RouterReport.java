package dev.cortexllm.link;

import java.util.List;
import java.util.Map;

/**
 * What a router tells the operator. Who it is comes from its token, not from here. Counters only rise while the process
 * lives; {@code incarnation} tells one process from the next, so that the operator can add up differences.
 *
 * @param incarnation random id of the router process
 * @param configHash hash of the configuration that new requests are served by; null before the first
 * @param problem why the newest configuration was refused; null when it was not
 * @param endpointsRevision revision of the endpoints in use; 0 before the first
 * @param demand by upstream id of each deployment
 * @param usage by policy
 */
public record RouterReport(
        String incarnation,
        String configHash,
        String problem,
        long endpointsRevision,
        Map<String, Demand> demand,
        List<PolicyUsage> usage) {

    /**
     * What a deployment is asked for through this router now.
     *
     * @param inFlight requests that it works on or holds in its queue
     * @param waiting requests that the router holds because no endpoint can take them
     */
    public record Demand(int inFlight, int waiting) {}

    /**
     * What one policy has served since the process started.
     *
     * @param policy id of the policy
     * @param requests answered requests
     * @param local those of them that a deployment answered
     * @param microUsd their cost in millionths of a USD
     */
    public record PolicyUsage(String policy, long requests, long local, long microUsd) {}
}
