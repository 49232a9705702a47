package dev.cortexllm.router.admission;

import dev.cortexllm.api.v1alpha1.CallerOverride;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Wishes;

/** Whether a policy lets its callers decide what they want to. */
public final class Overriding {
    private Overriding() {}

    /**
     * Checks what a caller decides.
     *
     * @param route the policy
     * @param wishes what is decided
     * @return why the request is refused; null when it is not
     */
    public static Outcome refusal(Route route, Wishes wishes) {
        if (wishes == Wishes.NONE) {
            return null;
        }
        Outcome refused = refusal(route, CallerOverride.PROVIDER, wishes.provider() != null, "x-cortex-provider");
        refused = refused != null
                ? refused
                : refusal(route, CallerOverride.MODEL, wishes.model() != null, "x-cortex-model");
        refused = refused != null
                ? refused
                : refusal(route, CallerOverride.PREFER, !wishes.prefer().isEmpty(), "x-cortex-prefer");
        if (refused != null) {
            return refused;
        }
        String unknown = wishes.unknown(route);
        return unknown == null ? null : new Outcome.BadRequest(unknown, null);
    }

    private static Outcome refusal(Route route, CallerOverride override, boolean asked, String header) {
        return asked && !route.allows(override) ? new Outcome.NotOverridden(route.name(), header) : null;
    }
}
