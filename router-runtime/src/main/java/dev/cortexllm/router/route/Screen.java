package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.target.RouteTarget;

/**
 * What one request must not be sent to, however it comes to be there. Fails closed: a target is local only where the configuration
 * says so.
 *
 * @param route its policy
 * @param facts the request
 * @param view the present
 * @param localOnly whether it must not leave the cluster
 * @param surely whether a model must be known to do what is needed
 * @param some whether some of the policy's models is not known to lack it, so that those that do are left out
 */
record Screen(Route route, RequestFacts facts, TargetView view, boolean localOnly, boolean surely, boolean some) {
    private static final double MILLIS_PER_SECOND = 1000;

    static Screen of(Route route, RouteRule rule, RequestFacts facts, TargetView view) {
        boolean surely = rule.strategy() == Strategy.CAPABILITY_MATCH && facts.capabilities() != 0;
        return new Screen(
                route,
                facts,
                view,
                rule.choosing().localOnly() || facts.wishes().localOnly(),
                surely,
                facts.capabilities() != 0 && someDo(route, facts.capabilities()));
    }

    private static boolean someDo(Route route, int needed) {
        for (int i = 0; i < route.targets().length; i++) {
            if (!route.merits(i).lacks(needed)) {
                return true;
            }
        }
        return false;
    }

    /** Why the request must not go there; null when it may. */
    Reason refuses(RouteTarget target) {
        Wishes wishes = facts.wishes();
        if (localOnly && !target.config().local()) {
            return Reason.PRIVACY;
        }
        if (wishes.force() && !wishes.allow(target)) {
            return Reason.NOT_FORCED;
        }
        if (target.upstream().config().suspended()) {
            return Reason.SUSPENDED;
        }
        Merits merits = route.merits(target.index());
        if (surely && !merits.surelyDoes(facts.capabilities()) || some && merits.lacks(facts.capabilities())) {
            return Reason.CAPABILITY;
        }
        if (wishes.maxLatencyMillis() != Wishes.NO_MATTER
                && Scores.knownFirstToken(target, view) * MILLIS_PER_SECOND > wishes.maxLatencyMillis()) {
            return Reason.TOO_SLOW;
        }
        return view.unfit(target);
    }
}
