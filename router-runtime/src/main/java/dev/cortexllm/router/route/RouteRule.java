package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.limit.LimitEntry;
import java.util.List;
import java.util.Set;

/**
 * A rule ready for matching; the policy's own defaults are the last rule of each route, without conditions and under
 * the name {@link #DEFAULT}.
 *
 * @param name shown to clients
 * @param index its place in the route
 * @param models names one of which was asked for; empty: any
 * @param tasks tasks one of which the request is for; empty: any
 * @param headers headers that must all be present
 * @param prefer indexes of targets in order
 * @param strategy how to order them
 * @param spillLimitSeconds wait from which LocalFirst spills
 * @param traits what the request must be like beside that; null: anything
 * @param choosing how it chooses beyond its order
 * @param fallback indexes of the targets that follow; null: the policy's
 * @param limits rate limits of gateway, policy and rule; null when there are none
 * @param spillBudgets what its requests may cost at targets that are not local; null: as much as they do
 */
public record RouteRule(
        String name,
        int index,
        Set<String> models,
        Set<Task> tasks,
        List<Policy.Header> headers,
        int[] prefer,
        Strategy strategy,
        double spillLimitSeconds,
        RuleTraits traits,
        Policy.Choosing choosing,
        int[] fallback,
        LimitEntry[] limits,
        BudgetEntry[] spillBudgets) {
    /** Name of the rule that stands for the policy's own defaults. */
    public static final String DEFAULT = "default";

    /**
     * Whether the rule is for a request.
     *
     * @param facts the request
     * @return true when all its conditions hold
     */
    public boolean matches(RequestFacts facts) {
        return failing(facts) == null;
    }

    /**
     * Why the rule is not for a request.
     *
     * @param facts the request
     * @return the first of its conditions that does not hold; null when all do
     */
    public RuleCondition failing(RequestFacts facts) {
        if (!models.isEmpty() && !models.contains(facts.model())) {
            return RuleCondition.MODEL;
        }
        if (!tasks.isEmpty() && (facts.task() == null || !tasks.contains(facts.task()))) {
            return RuleCondition.TASK;
        }
        RuleCondition trait = traits == null ? null : traits.failing(facts);
        return trait != null || missing(facts.headers()) == null ? trait : RuleCondition.HEADERS;
    }

    /**
     * The header that a request lacks.
     *
     * @param given the request's headers
     * @return the first one wanted that is not there, or has another value; null when there is none
     */
    public Policy.Header missing(RequestFacts.Headers given) {
        for (int i = 0; i < headers.size(); i++) {
            Policy.Header wanted = headers.get(i);
            String value = given.get(wanted.name());
            if (value == null || wanted.value() != null && !wanted.value().equals(value)) {
                return wanted;
            }
        }
        return null;
    }
}
