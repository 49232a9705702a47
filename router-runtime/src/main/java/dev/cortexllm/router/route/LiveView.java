package dev.cortexllm.router.route;

import dev.cortexllm.router.target.QueueWait;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;

/**
 * The state of the process at one moment.
 *
 * @param now monotonic nanoseconds
 */
public record LiveView(long now) implements TargetView {
    @Override
    public boolean ready(RouteTarget target) {
        return target.state().upstream().ready();
    }

    @Override
    public boolean cooling(RouteTarget target) {
        return target.state().leftAlone(now);
    }

    @Override
    public boolean broken(RouteTarget target) {
        return !target.state().passes(now);
    }

    @Override
    public double waitSeconds(RouteTarget target) {
        if (!target.upstream().config().local()) {
            return 0; // somebody's own API: nobody tells how long its queue is
        }
        int concurrency = target.upstream().config().engine().concurrency();
        return QueueWait.seconds(target.state().upstream().endpoints(), concurrency, now);
    }

    @Override
    public double firstTokenSeconds(RouteTarget target) {
        return target.state().observed().ttftSeconds(now);
    }

    @Override
    public double tokensPerSecond(RouteTarget target) {
        return target.state().observed().tokensPerSecond(now);
    }

    @Override
    public double errorRate(RouteTarget target) {
        return target.state().observed().errorRate(now);
    }

    @Override
    public boolean returning(RouteTarget target) {
        return target.upstream().config().local()
                && target.state()
                        .upstream()
                        .returning(target.upstream().config().engine().concurrency(), now);
    }

    @Override
    public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
        return route.spill(rule, target);
    }
}
