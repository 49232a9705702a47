package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.RouteTarget;
import java.util.Arrays;

/**
 * Turns a policy and a request into the attempts to make: the matching rule's strategy orders its targets, the policy's
 * fallback follows, what failed lately goes last, what has no endpoint is left out. The same arguments give the same
 * choice.
 */
public final class Chooser {
    private Chooser() {}

    /**
     * Chooses.
     *
     * @param route the policy of the model asked for
     * @param facts the request
     * @param view the present state of the targets; spill-over decisions are noted there
     * @param draws where chance comes in
     * @return the decision
     */
    public static Choice choose(Route route, RequestFacts facts, TargetView view, Draws draws) {
        RouteRule rule = route.match(facts);
        RouteTarget[] targets = route.targets();
        Reason[] reasons = new Reason[targets.length];
        Arrays.fill(reasons, Reason.NOT_PREFERRED);
        RouteTarget[] wanted = new RouteTarget[targets.length];
        int size = ordered(route, rule, view, draws, wanted, reasons);
        for (int index : route.fallback()) {
            if (reasons[index] == Reason.NOT_PREFERRED) {
                reasons[index] = Reason.FALLBACK;
                wanted[size++] = targets[index];
            }
        }
        return new Choice(route, rule, attempts(route, rule, view, wanted, size, reasons), reasons);
    }

    private static int ordered(
            Route route, RouteRule rule, TargetView view, Draws draws, RouteTarget[] into, Reason[] reasons) {
        return switch (rule.strategy()) {
            case FALLBACK, BALANCED, COST_OPTIMIZED, LATENCY_OPTIMIZED, QUALITY_OPTIMIZED, CAPABILITY_MATCH ->
                asListed(route, rule, into, reasons);
            case WEIGHTED -> Weighted.order(route, rule, draws, into, reasons);
            case LOCAL_FIRST -> LocalFirst.order(route, rule, view, draws, into, reasons);
        };
    }

    private static int asListed(Route route, RouteRule rule, RouteTarget[] into, Reason[] reasons) {
        int size = 0;
        for (int index : rule.prefer()) {
            reasons[index] = Reason.STRATEGY;
            into[size++] = route.targets()[index];
        }
        return size;
    }

    /** Drops what is not ready, puts what is cooling last, and cuts at the policy's number of attempts. */
    private static RouteTarget[] attempts(
            Route route, RouteRule rule, TargetView view, RouteTarget[] wanted, int size, Reason[] reasons) {
        RouteTarget[] order = new RouteTarget[size];
        int count = 0;
        int cooling = 0;
        for (int i = 0; i < size; i++) {
            RouteTarget target = wanted[i];
            if (!view.ready(target)) {
                boolean meantForIt = count == 0
                        || rule.strategy() == Strategy.LOCAL_FIRST
                                && target.config().local();
                reasons[target.index()] = meantForIt ? Reason.COLD : Reason.NO_ENDPOINT;
            } else if (view.cooling(target)) {
                reasons[target.index()] = Reason.COOLING;
                wanted[cooling++] = target;
            } else {
                order[count++] = target;
            }
        }
        for (int i = 0; i < cooling; i++) {
            order[count++] = wanted[i];
        }
        int kept = Math.min(count, route.maxAttempts());
        for (int i = kept; i < count; i++) {
            reasons[order[i].index()] = Reason.BEYOND_ATTEMPTS;
        }
        return kept == size ? order : Arrays.copyOf(order, kept);
    }
}
