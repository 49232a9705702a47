package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.router.account.DecisionMeters;
import dev.cortexllm.router.account.PolicyTally;
import dev.cortexllm.router.account.RouteMeters;
import dev.cortexllm.router.budget.BudgetEntry;
import dev.cortexllm.router.resilience.Retries;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import java.util.List;

/** A policy ready for use: what a request needs is reached by index, nothing is looked up by name. */
public final class Route {
    private final String id;
    private final String name;
    private final RouteTarget[] targets;
    private final RouteRule[] rules;
    private final int needs;
    private final int[] fallback;
    private final int maxAttempts;
    private final BudgetEntry[] budgets;
    private final Retries retries;
    private final PolicyTally tally;
    private final RouteMeters[][] meters;
    private final RouteMeters[] unserved;
    private final SpillState[][] spills;
    private final Merits[] merits;
    private final DecisionMeters[] decisions;

    Route(
            String id,
            String name,
            RouteTarget[] targets,
            RouteRule[] rules,
            int needs,
            int[] fallback,
            int maxAttempts,
            BudgetEntry[] budgets,
            Retries retries,
            PolicyTally tally,
            RouteMeters[][] meters,
            RouteMeters[] unserved,
            SpillState[][] spills,
            Merits[] merits,
            DecisionMeters[] decisions) {
        this.id = id;
        this.name = name;
        this.targets = targets;
        this.rules = rules;
        this.needs = needs;
        this.fallback = fallback;
        this.maxAttempts = maxAttempts;
        this.budgets = budgets;
        this.retries = retries;
        this.tally = tally;
        this.meters = meters;
        this.unserved = unserved;
        this.spills = spills;
        this.merits = merits;
        this.decisions = decisions;
    }

    /** {@code namespace/name}. */
    public String id() {
        return id;
    }

    /** Shown to clients. */
    public String name() {
        return name;
    }

    /** What it has served. */
    public PolicyTally tally() {
        return tally;
    }

    /** What its rules must know of a request, from {@link Needs}; 0 when its model and headers are enough. */
    public int needs() {
        return needs;
    }

    /** Upstream calls per request at the most. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** Budgets of the gateway and of the policy; null when there are none. */
    public BudgetEntry[] budgets() {
        return budgets;
    }

    /** How its requests are tried again. */
    public Retries retries() {
        return retries;
    }

    /**
     * The first rule that matches; the policy's defaults match everything.
     *
     * @param facts the request
     * @return a rule
     */
    public RouteRule match(RequestFacts facts) {
        for (RouteRule rule : rules) {
            if (rule.matches(facts)) {
                return rule;
            }
        }
        throw new IllegalStateException("the last rule of " + id + " has conditions");
    }

    /**
     * The meters of answers by a target.
     *
     * @param rule the rule that matched
     * @param target the target, or null when none answered
     * @return meters
     */
    public RouteMeters meters(RouteRule rule, RouteTarget target) {
        return target == null ? unserved[rule.index()] : meters[rule.index()][target.index()];
    }

    /**
     * Counts a decision by why its first target came first; one that leaves nobody to ask counts nowhere.
     *
     * @param choice the decision
     */
    public void decided(Choice choice) {
        if (choice.order().length > 0) {
            Reason reason = choice.reasons()[choice.order()[0].index()];
            decisions[choice.rule().index()].count(reason.ordinal(), reason.label());
        }
    }

    /**
     * What callers may decide instead of the policy.
     *
     * @param override what
     * @return whether they may
     */
    public boolean allows(CallerOverride override) {
        List<CallerOverride> allowed = rules[rules.length - 1].choosing().overrides();
        return allowed == null || allowed.contains(override);
    }

    /** Its targets, as listed. Nobody changes the array. */
    public RouteTarget[] targets() {
        return targets;
    }

    /** Its rules in order, the defaults last. Nobody changes the array. */
    public RouteRule[] rules() {
        return rules;
    }

    Merits merits(int index) {
        return merits[index];
    }

    /** Indexes of the targets that follow where a rule says nothing else. Nobody changes the array. */
    public int[] fallback() {
        return fallback;
    }

    SpillState spill(RouteRule rule, RouteTarget target) {
        return spills[rule.index()][target.index()];
    }
}
