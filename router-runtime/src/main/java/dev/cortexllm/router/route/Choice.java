package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Strategy;
import dev.cortexllm.router.outcome.Outcome;
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
 * @param scores by the target's index in the policy, 0 for those that the rule does not name; null where the strategy gives none
 * @param firstCold the deployment without a ready endpoint that the request was meant for before all other such ones, or null
 */
public record Choice(
        Route route, RouteRule rule, RouteTarget[] order, Reason[] reasons, double[] scores, RouteTarget firstCold) {
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
     * for such a one and nothing else that is self-hosted can take it now.
     *
     * @return the target to wait for, or null when the request goes on at once
     */
    public RouteTarget awaited() {
        return rule.choosing().waiting() == null || takenAtHome() ? null : firstCold;
    }

    /**
     * The same for a caller: where what it prefers is ready, or it would not wait so long, it goes on at once.
     *
     * @param wishes what the caller decides
     * @return the target to wait for, or null
     */
    public RouteTarget awaited(Wishes wishes) {
        RouteTarget cold = awaited();
        if (cold == null
                || wishes.maxLatencyMillis() < rule.choosing().waiting().maxMillis()) {
            return null;
        }
        boolean preferred = order.length > 0 && reasons[order[0].index()] == Reason.PREFERRED;
        return preferred ? null : cold;
    }

    /**
     * Whether a target stands behind the others because it failed, and not because it is worse.
     *
     * @param target one of the policy's
     */
    public boolean failedLately(RouteTarget target) {
        Reason reason = reasons[target.index()];
        return reason == Reason.COOLING || reason == Reason.OPEN_BREAKER;
    }

    /** Under LocalFirst anything at home will do: what spills from there has waited for its turn already. */
    private boolean takenAtHome() {
        int first = rule.strategy() == Strategy.LOCAL_FIRST ? order.length : Math.min(1, order.length);
        for (int i = 0; i < first; i++) {
            if (order[i].config().local() && !failedLately(order[i])) {
                return true;
            }
        }
        return false;
    }

    /** What the client is told when no target can be tried: come again, or where nothing would change by that, that it was wrong. */
    public Outcome nothing() {
        return hopeless()
                ? new Outcome.NothingSuits(route.name(), whyNothing())
                : new Outcome.NothingAvailable(route.name(), whyNothing());
    }

    /** Whether it is for what the request needs, or for what its caller wants, that nobody is left. */
    private boolean hopeless() {
        boolean asked = has(Reason.CAPABILITY)
                || has(Reason.PRIVACY) && !rule.choosing().localOnly();
        for (Reason reason : reasons) {
            asked &= switch (reason) {
                case CAPABILITY, PRIVACY, NOT_FORCED, NOT_PREFERRED, NO_FALLBACK -> true;
                default -> false;
            };
        }
        return asked;
    }

    /** A clause that says why no target can be tried, for when none can. */
    public String whyNothing() {
        if (reasons.length == 0) {
            return "none of its targets is resolved";
        }
        boolean home = has(Reason.PRIVACY);
        if (has(Reason.COLD) || has(Reason.NO_ENDPOINT)) {
            return home
                    ? "no endpoint of its self-hosted targets is ready, and the request must not leave the cluster"
                    : "no endpoint of its targets is ready";
        }
        if (has(Reason.SUSPENDED)) {
            return home
                    ? "its self-hosted targets are suspended, and the request must not leave the cluster"
                    : "its targets are suspended";
        }
        String which = home ? "none of its self-hosted targets " : "none of its targets ";
        String stay = home ? ", and the request must not leave the cluster" : "";
        if (has(Reason.TOO_SLOW)) {
            return which + "is expected to answer as soon as the caller wants" + stay;
        }
        if (has(Reason.CAPABILITY)) {
            return which + "has the capabilities that the request needs" + stay;
        }
        if (home) {
            String wanted =
                    has(Reason.NOT_FORCED) ? "none of the targets that the caller wants " : "none of its targets ";
            return wanted + "is self-hosted" + stay;
        }
        return "none of the targets that it names for such requests is resolved";
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
