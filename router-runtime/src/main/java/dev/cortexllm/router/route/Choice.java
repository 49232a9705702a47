package dev.cortexllm.router.route;

import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.UpstreamState;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A decision: which targets to try in which order, and why each target of the policy is where it is.
 *
 * @param route the policy that decided
 * @param rule the rule that matched
 * @param order the attempts to make; empty when nothing can serve
 * @param reasons by the target's index in the policy
 * @param scores by the target's index in the policy, 0 for those that the rule does not name; null where the strategy gives none
 */
public record Choice(Route route, RouteRule rule, RouteTarget[] order, Reason[] reasons, double[] scores) {

    private static final Map<Reason, String> WHY = Map.of(
            Reason.TOO_SLOW,
            "none of its targets is expected to answer as soon as the caller wants",
            Reason.CAPABILITY,
            "none of its targets has the capabilities that the request needs",
            Reason.PRIVACY,
            "none of its targets is self-hosted, and the request must not leave the cluster");

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
     * @return the target to wait for, or null when the request goes on at once, as it does where another self-hosted one is ready
     */
    public RouteTarget awaited() {
        if (rule.choosing().waiting() == null || localReady()) {
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

    private boolean localReady() {
        for (RouteTarget target : order) {
            Reason reason = reasons[target.index()];
            if (reason == Reason.LOCAL || reason == Reason.SPILLED) {
                return true;
            }
        }
        return false;
    }

    /** A clause that says why no target can be tried, for when none can. */
    public String whyNothing() {
        if (reasons.length == 0) {
            return "none of its targets is resolved";
        }
        if (has(Reason.COLD) || has(Reason.NO_ENDPOINT)) {
            return has(Reason.PRIVACY)
                    ? "no endpoint of its self-hosted targets is ready, and the request must not leave the cluster"
                    : "no endpoint of its targets is ready";
        }
        for (Reason reason : List.of(Reason.TOO_SLOW, Reason.CAPABILITY, Reason.PRIVACY)) {
            if (has(reason)) {
                return WHY.get(reason);
            }
        }
        return "no endpoint of its targets is ready";
    }

    private boolean has(Reason reason) {
        for (Reason one : reasons) {
            if (one == reason) {
                return true;
            }
        }
        return false;
    }
}
