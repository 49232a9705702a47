package dev.cortexllm.router.explain;

import dev.cortexllm.router.route.Reason;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.RouteRule;
import dev.cortexllm.router.route.TargetView;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;

/**
 * The state of one policy's targets, read once: whoever chooses and whoever tells of the choice see the same, and a decision on
 * spilling is noted in a copy. What makes a target unfit is told apart from the rest: when requests are served, the chooser does not
 * know of it either. One thread.
 */
final class FrozenView implements TargetView {
    private final TargetView live;
    private final Seen[] seen;
    private final SpillState[] spills;

    /** What was seen of one target. */
    record Seen(
            boolean ready,
            boolean cooling,
            boolean broken,
            double waitSeconds,
            double firstTokenSeconds,
            double tokensPerSecond,
            double errorRate,
            boolean returning,
            Reason unfit) {
        static Seen of(RouteTarget target, TargetView view) {
            return new Seen(
                    view.ready(target),
                    view.cooling(target),
                    view.broken(target),
                    view.waitSeconds(target),
                    view.firstTokenSeconds(target),
                    view.tokensPerSecond(target),
                    view.errorRate(target),
                    target.config().local() && view.returning(target),
                    view.unfit(target));
        }
    }

    FrozenView(Route route, TargetView live) {
        this.live = live;
        RouteTarget[] targets = route.targets();
        this.seen = new Seen[targets.length];
        this.spills = new SpillState[targets.length];
        for (RouteTarget target : targets) {
            seen[target.index()] = Seen.of(target, live);
        }
    }

    Seen of(RouteTarget target) {
        return seen[target.index()];
    }

    /** What was decided on spilling away from a target; null when nothing had to be. */
    SpillState decided(RouteTarget target) {
        return spills[target.index()];
    }

    @Override
    public boolean ready(RouteTarget target) {
        return of(target).ready;
    }

    @Override
    public boolean cooling(RouteTarget target) {
        return of(target).cooling;
    }

    @Override
    public boolean broken(RouteTarget target) {
        return of(target).broken;
    }

    @Override
    public double waitSeconds(RouteTarget target) {
        return of(target).waitSeconds;
    }

    @Override
    public double firstTokenSeconds(RouteTarget target) {
        return of(target).firstTokenSeconds;
    }

    @Override
    public double tokensPerSecond(RouteTarget target) {
        return of(target).tokensPerSecond;
    }

    @Override
    public double errorRate(RouteTarget target) {
        return of(target).errorRate;
    }

    @Override
    public boolean returning(RouteTarget target) {
        return of(target).returning;
    }

    @Override
    public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
        SpillState copy = spills[target.index()];
        if (copy == null) {
            SpillState present = live.spill(route, rule, target);
            copy = new SpillState();
            copy.decided(present.spilling(), present.share());
            spills[target.index()] = copy;
        }
        return copy;
    }
}
