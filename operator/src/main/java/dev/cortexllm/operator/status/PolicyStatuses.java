package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The status of a policy. */
public final class PolicyStatuses {
    private PolicyStatuses() {}

    /**
     * Says what is true of a policy.
     *
     * @param facts the facts
     * @param previous the status it has now; null when none
     * @param generation generation of the spec that the facts speak of
     * @param clock for the time of a flip
     * @return its status
     */
    public static RoutingPolicyStatus of(
            PolicyFacts facts, RoutingPolicyStatus previous, long generation, Clock clock) {
        List<Condition> before = previous == null ? null : previous.conditions();
        List<Finding> findings = List.of(
                Finding.of(Finding.ACCEPTED, facts.verdict().accepted()),
                Finding.of(Finding.RESOLVED_REFS, facts.verdict().resolvedRefs()),
                stillKnown(facts, previous, generation).orElseGet(() -> programmed(facts, generation)));
        return new RoutingPolicyStatus(
                generation,
                Conditions.of(before, generation, Conditions.summary(findings), findings, clock),
                facts.targetsReady() + "/" + facts.targets(),
                facts.shareLocal(),
                facts.spendToday(),
                facts.budgets());
    }

    private static Finding programmed(PolicyFacts facts, long generation) {
        if (facts.gateways().isEmpty()) {
            return Finding.of(Finding.PROGRAMMED, false, "NoGateway", noGateway(facts.stalled()));
        }
        Optional<PolicyFacts.Serving> unpublished =
                facts.gateways().stream().filter(g -> !g.published()).findFirst();
        if (unpublished.isPresent()) {
            return Finding.of(
                    Finding.PROGRAMMED,
                    false,
                    "NotServed",
                    "gateway " + unpublished.get().gateway() + " does not serve generation " + generation
                            + "; what it served before goes on");
        }
        return facts.gateways().stream()
                .filter(g -> g.routers() == 0 || !g.laggards().isEmpty())
                .findFirst()
                .map(PolicyStatuses::behind)
                .orElseGet(() -> Finding.of(
                        Finding.PROGRAMMED,
                        true,
                        "Programmed",
                        "all routers of " + names(facts) + " serve generation " + generation));
    }

    private static String noGateway(List<String> stalled) {
        return stalled.isEmpty()
                ? "no LLMGateway selects this policy"
                : "no LLMGateway serves this policy; these cannot publish any configuration, their own status says why: "
                        + String.join(", ", stalled);
    }

    private static Finding behind(PolicyFacts.Serving gateway) {
        String message = gateway.routers() == 0
                ? "gateway " + gateway.gateway() + " has no router pods yet"
                : "routers of gateway " + gateway.gateway() + " are behind: " + String.join(", ", gateway.laggards());
        return Finding.of(Finding.PROGRAMMED, false, Reasons.PROGRAMMING, message);
    }

    private static String names(PolicyFacts facts) {
        return String.join(
                ", ",
                facts.gateways().stream().map(PolicyFacts.Serving::gateway).toList());
    }

    /** Right after the operator's start, before routers have reported, the last process' good word on this generation holds. */
    private static Optional<Finding> stillKnown(PolicyFacts facts, RoutingPolicyStatus previous, long generation) {
        boolean unsure = !facts.settled()
                && facts.gateways().stream().allMatch(PolicyFacts.Serving::published)
                && facts.gateways().stream().anyMatch(g -> !g.laggards().isEmpty());
        return Optional.ofNullable(previous)
                .filter(status -> unsure && status.observedGeneration() != null)
                .filter(status -> status.observedGeneration() == generation)
                .filter(status -> Conditions.isTrue(status.conditions(), Finding.PROGRAMMED))
                .flatMap(status -> Conditions.previously(status.conditions(), Finding.PROGRAMMED));
    }
}
