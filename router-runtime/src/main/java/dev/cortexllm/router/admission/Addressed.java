package dev.cortexllm.router.admission;

import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Snapshot;

/**
 * A request that is addressed to a policy, by the model that it asks for, or to none that its sender may use.
 *
 * @param route the policy; null when it is refused
 * @param facts what its caller says of it, suffixes of the model included
 * @param refused why it goes no further; null when it does
 */
public record Addressed(Route route, RequestFacts facts, Outcome refused) {

    /**
     * Finds the policy.
     *
     * @param admitted the request
     * @param serving the configuration
     * @param who who sends it
     * @return the policy, or why there is none for it
     */
    public static Addressed of(Admission.Admitted admitted, Snapshot serving, Identity who) {
        RequestFacts facts = admitted.facts();
        if (serving.route(facts.model()) == null) {
            facts = ModelSuffix.read(facts);
        }
        Route route = serving.route(facts.model());
        if (route == null) {
            return refused(facts, new Outcome.UnknownModel(admitted.request().model(), serving.models(who)));
        }
        if (!who.mayUse(route.id(), facts.model())) {
            return refused(facts, Outcome.NotAllowed.model(who.workspace(), facts.model()));
        }
        Outcome refused = Overriding.refusal(route, facts.wishes());
        return refused != null ? refused(facts, refused) : new Addressed(route, facts.of(who.workspace()), null);
    }

    private static Addressed refused(RequestFacts facts, Outcome why) {
        return new Addressed(null, facts, why);
    }
}
