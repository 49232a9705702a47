package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.child.ChildFailure;
import java.util.List;

/**
 * Everything that a gateway's status speaks of.
 *
 * @param verdict what the compiler says of its spec
 * @param configHash hash of the configuration that its routers should serve
 * @param configProblem why the newest configuration cannot be published; null when it can
 * @param policies policies in that configuration
 * @param failures children that could not be brought to their desired state
 * @param routers its live router pods
 * @param replicas router pods wanted
 * @param podsExisting router pods that exist, as the workload counts them
 * @param settled whether routers have had time to report since the operator started
 * @param selector label selector of the router pods
 * @param url where clients in the cluster reach it
 * @param clientKeys how many keys clients may come with; null when nobody is asked for one
 * @param redis whether its routers count together in a Redis
 * @param budgets what is spent of its budgets; null when it has none
 */
public record GatewayFacts(
        Verdict verdict,
        String configHash,
        String configProblem,
        int policies,
        List<ChildFailure> failures,
        List<RouterFact> routers,
        int replicas,
        int podsExisting,
        boolean settled,
        String selector,
        String url,
        Integer clientKeys,
        boolean redis,
        List<BudgetStatus> budgets) {

    /** Of a gateway without Redis and budgets. */
    public GatewayFacts(
            Verdict verdict,
            String configHash,
            String configProblem,
            int policies,
            List<ChildFailure> failures,
            List<RouterFact> routers,
            int replicas,
            int podsExisting,
            boolean settled,
            String selector,
            String url,
            Integer clientKeys) {
        this(
                verdict,
                configHash,
                configProblem,
                policies,
                failures,
                routers,
                replicas,
                podsExisting,
                settled,
                selector,
                url,
                clientKeys,
                false,
                null);
    }

    /** Of a gateway that asks nobody for a key. */
    public GatewayFacts(
            Verdict verdict,
            String configHash,
            String configProblem,
            int policies,
            List<ChildFailure> failures,
            List<RouterFact> routers,
            int replicas,
            int podsExisting,
            boolean settled,
            String selector,
            String url) {
        this(
                verdict,
                configHash,
                configProblem,
                policies,
                failures,
                routers,
                replicas,
                podsExisting,
                settled,
                selector,
                url,
                null);
    }
}
