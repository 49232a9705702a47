package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;

/**
 * Local targets first, in order, each as long as its queue is short; the share that would wait too long spills to the
 * next local target and, past the last, to the others. One that was away is given its share back little by little. A request that
 * spilled still finds the local targets behind the others.
 */
final class LocalFirst {
    private LocalFirst() {}

    static void order(Route route, RouteRule rule, TargetView view, Screen screen, Draws draws, Order order) {
        int staying = stays(route, rule, view, screen, draws.even());
        boolean spilled = staying < 0;
        if (!spilled) {
            order.add(route.targets()[staying], Reason.LOCAL);
        }
        append(route, rule, !spilled, order, spilled ? Reason.STRATEGY : Reason.LOCAL);
        append(route, rule, spilled, order, spilled ? Reason.SPILLED : Reason.STRATEGY);
    }

    /**
     * Index of the local target that keeps the request, or -1. One draw serves for all: whoever spills a share of [0, 1)
     * hands that part on, stretched to the whole again.
     */
    private static int stays(Route route, RouteRule rule, TargetView view, Screen screen, double draw) {
        double left = draw;
        for (int index : rule.prefer()) {
            RouteTarget target = route.targets()[index];
            if (!target.config().local() || !takes(target, view) || screen.refuses(target) != null) {
                continue;
            }
            double share = share(view.spill(route, rule, target), view.waitSeconds(target), rule.spillLimitSeconds());
            // Where requests wait for it, those that have waited come no faster than they are let in.
            if (rule.choosing().waiting() == null && view.returning(target)) {
                continue;
            }
            if (left >= share) {
                return index;
            }
            left /= share;
        }
        return -1;
    }

    /** What is not asked now keeps no request away from the queues of the others. */
    private static boolean takes(RouteTarget target, TargetView view) {
        return view.ready(target) && !view.cooling(target) && !view.broken(target);
    }

    private static double share(SpillState state, double waitSeconds, double limitSeconds) {
        boolean spills = Spillover.spills(state.spilling(), waitSeconds, limitSeconds);
        double share = spills ? Spillover.share(waitSeconds, limitSeconds) : 0;
        state.decided(spills, share);
        return share;
    }

    private static void append(Route route, RouteRule rule, boolean local, Order order, Reason reason) {
        for (int index : rule.prefer()) {
            RouteTarget target = route.targets()[index];
            if (target.config().local() == local) {
                order.add(target, reason);
            }
        }
    }
}
