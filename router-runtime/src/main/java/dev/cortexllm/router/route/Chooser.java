package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.RouteTarget;
import java.util.Arrays;

/**
 * Turns a policy and a request into the attempts to make: the matching rule's strategy orders its targets, the fallback follows,
 * then what the caller prefers is moved to the front. What must not be asked is left out, what failed lately goes last. The same
 * arguments give the same choice.
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
        Order order = new Order(new RouteTarget[targets.length], reasons);
        Screen screen = Screen.of(route, rule, facts, view);
        double[] scores = rule.strategy().scores() ? new double[targets.length] : null;
        switch (rule.strategy()) {
            case FALLBACK -> asListed(route, rule.prefer(), order, Reason.STRATEGY);
            case WEIGHTED -> Weighted.order(route, rule, draws, order);
            case LOCAL_FIRST -> LocalFirst.order(route, rule, view, screen, draws, order);
            default -> Ranked.order(route, rule, facts, view, scores, order);
        }
        fallback(route, rule, facts, view, order);
        if (facts.wishes() != Wishes.NONE) {
            wished(route, facts.wishes(), order);
        }
        RouteTarget[] attempts = attempts(rule, facts.wishes(), view, screen, order, reasons);
        return new Choice(route, rule, attempts, reasons, scores, cold(order, reasons));
    }

    /** The first deployment that a request was meant for and that has no ready endpoint, or null. */
    private static RouteTarget cold(Order wanted, Reason[] reasons) {
        for (int i = 0; i < wanted.size(); i++) {
            RouteTarget target = wanted.get(i);
            if (reasons[target.index()] == Reason.COLD
                    && target.upstream().config().local()) {
                return target;
            }
        }
        return null;
    }

    private static void asListed(Route route, int[] indexes, Order order, Reason reason) {
        for (int index : indexes) {
            order.add(route.targets()[index], reason);
        }
    }

    private static void fallback(Route route, RouteRule rule, RequestFacts facts, TargetView view, Order order) {
        if (rule.choosing().chain() != null) {
            Ranked.chain(route, rule.choosing().chain(), facts, view, order);
        } else {
            asListed(route, rule.fallback() == null ? route.fallback() : rule.fallback(), order, Reason.FALLBACK);
        }
    }

    /** Who forces or prefers a target means one of the policy's, whether the rule names it or not. */
    private static void wished(Route route, Wishes wishes, Order order) {
        for (RouteTarget target : route.targets()) {
            if (wishes.force() && wishes.allow(target) || wishes.place(target) >= 0) {
                order.add(target, Reason.PREFERRED);
            }
        }
        int front = 0;
        for (int place = 0; place < wishes.prefer().size(); place++) {
            for (int i = front; i < order.size(); i++) {
                if (wishes.place(order.get(i)) == place) {
                    order.because(order.get(i), Reason.PREFERRED);
                    order.move(i, front++);
                }
            }
        }
    }

    /** Drops what must not be asked or is not ready, and puts what is cooling last. */
    private static RouteTarget[] attempts(
            RouteRule rule, Wishes wishes, TargetView view, Screen screen, Order wanted, Reason[] reasons) {
        RouteTarget[] order = new RouteTarget[wanted.size()];
        int count = 0;
        boolean late = false;
        boolean settled = false;
        for (int i = 0; i < wanted.size(); i++) {
            RouteTarget target = wanted.get(i);
            Reason refused = settled ? Reason.NO_FALLBACK : screen.refuses(target);
            if (refused != null) {
                reasons[target.index()] = refused;
                continue;
            }
            settled = wishes.noFallback();
            if (!view.ready(target)) {
                boolean meantForIt = count == 0
                        || rule.strategy() == Strategy.LOCAL_FIRST
                                && target.config().local();
                reasons[target.index()] = meantForIt ? Reason.COLD : Reason.NO_ENDPOINT;
            } else if (view.broken(target) || view.cooling(target)) {
                reasons[target.index()] = view.broken(target) ? Reason.OPEN_BREAKER : Reason.COOLING;
                late = true;
            } else {
                order[count++] = target;
            }
        }
        for (int i = 0; late && i < wanted.size(); i++) {
            Reason reason = reasons[wanted.get(i).index()];
            if (reason == Reason.COOLING || reason == Reason.OPEN_BREAKER) {
                order[count++] = wanted.get(i);
            }
        }
        return count == order.length ? order : Arrays.copyOf(order, count);
    }
}
