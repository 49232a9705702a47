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
     * @param target a target
     * @return whether its breaker lets nothing through
     */
    default boolean broken(RouteTarget target) {
        return false;
    }

    /**
     * @param target a target
     * @return seconds that a request would wait in its queue; 0 where nobody tells
     */
    double waitSeconds(RouteTarget target);

    /**
     * @param target a target
     * @return seconds that it took lately to the first token; NaN when it has not answered lately
     */
    default double firstTokenSeconds(RouteTarget target) {
        return Double.NaN;
    }

    /**
     * @param target a target
     * @return tokens per second of its answers lately; NaN when it has not answered lately
     */
    default double tokensPerSecond(RouteTarget target) {
        return Double.NaN;
    }

    /**
     * @param target a target
     * @return share of attempts that failed lately, 0 to 1; NaN when there was none
     */
    default double errorRate(RouteTarget target) {
        return Double.NaN;
    }

    /**
     * @param target a local target
     * @return whether it has come back only just and works on as many requests as it may so soon
     */
    default boolean returning(RouteTarget target) {
        return false;
    }

    /**
     * What else keeps a request from a target, where that is known before it is tried: when requests are served the context is
     * counted and budgets are asked at the attempt; whoever explains asks before.
     *
     * @param target a target
     * @return {@link Reason#CONTEXT} or {@link Reason#OVER_BUDGET}, or null
     */
    default Reason unfit(RouteTarget target) {
        return null;
    }

    /**
     * @param route the policy
     * @param rule the rule that matched
     * @param target a local target
     * @return memory of the spill-over there
     */
    SpillState spill(Route route, RouteRule rule, RouteTarget target);
}
