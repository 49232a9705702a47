package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.UpstreamState;
import java.util.function.Consumer;

/**
 * A decision: which targets to try in which order, and why each target of the policy is where it is.
 *
 * @param route the policy that decided
 * @param rule the rule that matched
 * @param order the attempts to make; empty when nothing can serve
 * @param reasons by the target's index in the policy
 */
public record Choice(Route route, RouteRule rule, RouteTarget[] order, Reason[] reasons) {

    /**
     * Visits the deployments that the request was meant for and that have no ready endpoint.
     *
     * @param visitor gets each of them
     */
    public void cold(Consumer<UpstreamState> visitor) {
        for (int i = 0; i < reasons.length; i++) {
            RouteTarget target = route.targets()[i];
            if (reasons[i] == Reason.COLD && target.upstream().config().local()) {
                visitor.accept(target.state().upstream());
            }
        }
    }

    /**
     * The deployment without a ready endpoint that the request was meant for before all others, where its rule has requests wait
     * for such a one.
     *
     * @return the target to wait for, or null when the request goes on at once
     */
    public RouteTarget awaited() {
        if (rule.choosing().waiting() == null) {
            return null;
        }
        for (int i = 0; i < reasons.length; i++) {
            RouteTarget target = route.targets()[i];
            if (reasons[i] == Reason.COLD && target.upstream().config().local()) {
                return target;
            }
        }
        return null;
    }

    /** A clause that says why no target can be tried, for when none can. */
    public String whyNothing() {
        if (reasons.length == 0) {
            return "none of its targets is resolved";
        }
        return "no endpoint of its targets is ready";
    }
}
