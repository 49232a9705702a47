package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;

/** What the chooser may know of the present state of a target. */
public interface TargetView {
    /**
     * @param target a target
     * @return whether some endpoint of it may get a request
     */
    boolean ready(RouteTarget target);

    /**
     * @param target a target
     * @return whether it is left alone because it failed lately
     */
    boolean cooling(RouteTarget target);

    /**
     * @param target a local target
     * @return seconds that a request would wait in its queue
     */
    double waitSeconds(RouteTarget target);

    /**
     * @param route the policy
     * @param rule the rule that matched
     * @param target a local target
     * @return memory of the spill-over there
     */
    SpillState spill(Route route, RouteRule rule, RouteTarget target);
}
