package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.compile.Verdict;
import java.util.List;

/**
 * Everything that a policy's status speaks of.
 *
 * @param verdict what the compiler says of it, summed up over its gateways
 * @param gateways the gateways that select it
 * @param stalled gateways that cannot publish anything, so that nobody knows whether they select it
 * @param targetsReady targets that can serve now
 * @param targets all targets
 * @param shareLocal share of requests answered locally, as in {@code 87%}; null when there were none
 * @param spendToday USD spent since midnight UTC; null when nothing is known
 * @param settled whether routers have had time to report since the operator started
 * @param budgets what is spent of its budgets; null when it has none
 */
public record PolicyFacts(
        Verdict verdict,
        List<Serving> gateways,
        List<String> stalled,
        int targetsReady,
        int targets,
        String shareLocal,
        String spendToday,
        boolean settled,
        List<BudgetStatus> budgets) {

    /** Of a policy without budgets. */
    public PolicyFacts(
            Verdict verdict,
            List<Serving> gateways,
            List<String> stalled,
            int targetsReady,
            int targets,
            String shareLocal,
            String spendToday,
            boolean settled) {
        this(verdict, gateways, stalled, targetsReady, targets, shareLocal, spendToday, settled, null);
    }

    /**
     * How far a gateway's routers are with a policy.
     *
     * @param gateway its name
     * @param published whether the configuration to serve holds this generation of the policy
     * @param laggards routers that do not serve this generation yet
     * @param routers router pods that exist
     */
    public record Serving(String gateway, boolean published, List<String> laggards, int routers) {}
}
