package dev.cortexllm.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.config.Budget;
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
 * @param store whether the Redis of the gateway can be reached; null when it has none
 * @param budgets what is spent of each budget; null or empty when there are none
 * @param notices thresholds crossed of late, each told in several reports; null or empty when there are none
 */
public record RouterReport(
        String incarnation,
        String configHash,
        String problem,
        long endpointsRevision,
        Map<String, Demand> demand,
        List<PolicyUsage> usage,
        Boolean store,
        List<BudgetSpend> budgets,
        List<BudgetNotice> notices) {

    /** Without store and budgets. */
    public RouterReport(
            String incarnation,
            String configHash,
            String problem,
            long endpointsRevision,
            Map<String, Demand> demand,
            List<PolicyUsage> usage) {
        this(incarnation, configHash, problem, endpointsRevision, demand, usage, null, null, null);
    }

    /**
     * What a deployment is asked for through this router now.
     *
     * @param inFlight requests that it works on or holds in its queue
     * @param waiting requests that were meant for it, found no ready endpoint and are not answered yet: the router holds
     *     them, or another target answers them meanwhile
     * @param asked requests ever meant for it, whoever answered them; only rises while the process lives
     * @param pods its engine pods that this router knows of, by name; null or empty: none
     */
    public record Demand(
            int inFlight,
            int waiting,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long asked,
            Map<String, PodLoad> pods) {

        /** Without counter and pods. */
        public Demand(int inFlight, int waiting) {
            this(inFlight, waiting, 0, null);
        }
    }

    /**
     * What one engine pod has to do.
     *
     * @param inFlight requests of this router in it
     * @param engine requests that its engine said to work on or to hold in its queue, whoever sent them; null where it does not
     *     say, or has not said lately
     */
    public record PodLoad(int inFlight, Double engine) {}

    /**
     * What one policy has served since the process started.
     *
     * @param policy id of the policy
     * @param requests answered requests
     * @param local those of them that a deployment answered
     * @param microUsd their cost in millionths of a USD
     */
    public record PolicyUsage(String policy, long requests, long local, long microUsd) {}

    /**
     * What is spent of a budget in its present window.
     *
     * @param key {@code config.Budget#key}
     * @param share which of the amounts this is where the budget is kept apart by something: the one of which most is spent.
     *     Empty: there is one for all
     * @param windowId tells its windows apart
     * @param endsAtMillis when the window ends, Unix milliseconds
     * @param spentNanoUsd what answers have cost, in nano-USD
     * @param reservedNanoUsd the most that running requests can still cost
     * @param state strictest action in force; null when there is none
     * @param shared whether all routers of the gateway count together, so that each tells of all
     * @param atMillis when this was known, Unix milliseconds
     */
    public record BudgetSpend(
            String key,
            String share,
            String windowId,
            long endsAtMillis,
            long spentNanoUsd,
            long reservedNanoUsd,
            Budget.Action state,
            boolean shared,
            long atMillis) {}

    /**
     * A threshold of a budget was crossed.
     *
     * @param id the same for the same threshold, window and gateway, whoever tells of it
     * @param key {@code config.Budget#key}
     * @param action what happens there
     * @param sentence a sentence for people
     */
    public record BudgetNotice(String id, String key, Budget.Action action, String sentence) {}
}
