package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.LLMGatewayStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The status of a gateway. */
public final class GatewayStatuses {
    private GatewayStatuses() {}

    /**
     * Says what is true of a gateway.
     *
     * @param facts the facts
     * @param previous the status it has now; null when none
     * @param generation generation of the spec that the facts speak of
     * @param clock for the time of a flip
     * @return its status
     */
    public static LLMGatewayStatus of(GatewayFacts facts, LLMGatewayStatus previous, long generation, Clock clock) {
        List<Condition> before = previous == null ? null : previous.conditions();
        Finding accepted = Finding.of(Finding.ACCEPTED, facts.verdict().accepted());
        Finding resolved = Finding.of(Finding.RESOLVED_REFS, facts.verdict().resolvedRefs());
        Optional<LLMGatewayStatus> known = stillKnown(facts, previous);
        Finding programmed = known.flatMap(s -> Conditions.previously(s.conditions(), Finding.PROGRAMMED))
                .orElseGet(() -> programmed(facts));
        List<Finding> decisive = new ArrayList<>(List.of(accepted, resolved));
        decisive.addAll(Conditions.blocking(facts.failures()));
        decisive.add(programmed);
        List<Finding> shown =
                new ArrayList<>(List.of(accepted, resolved, programmed, unauthenticated(facts.clientKeys())));
        StoreFinding.of(facts).ifPresent(shown::add);
        shown.addAll(Conditions.obstacles(facts.failures()));
        return new LLMGatewayStatus(
                generation,
                Conditions.of(before, generation, Conditions.summary(decisive), shown, clock),
                facts.podsExisting(),
                facts.selector(),
                known.map(LLMGatewayStatus::programmed).orElseGet(() -> ratio(facts)),
                facts.policies(),
                facts.configHash(),
                facts.url(),
                facts.budgets());
    }

    private static final String UNAUTHENTICATED = "Unauthenticated";

    private static Finding unauthenticated(Integer clientKeys) {
        if (clientKeys == null) {
            return Finding.of(
                    UNAUTHENTICATED,
                    true,
                    "NoClientAuth",
                    "no client key is configured (spec.auth), so only pods of this namespace may connect");
        }
        return clientKeys == 0
                ? Finding.of(UNAUTHENTICATED, false, "NoUsableKey", "no client key is usable, so everybody is refused")
                : Finding.of(
                        UNAUTHENTICATED, false, "ClientKeys", "clients are asked for keys; there are " + clientKeys);
    }

    /**
     * Right after its start the operator has not heard from any router yet. When the status said that all serve, that goes
     * on to hold, as long as the configuration is the one it spoke of.
     */
    private static Optional<LLMGatewayStatus> stillKnown(GatewayFacts facts, LLMGatewayStatus previous) {
        return Optional.ofNullable(previous)
                .filter(s -> !facts.settled() && facts.configProblem() == null)
                .filter(s -> Conditions.isTrue(s.conditions(), Finding.PROGRAMMED) && serving(facts) < expected(facts))
                .filter(s -> facts.configHash() != null && facts.configHash().equals(s.configHash()));
    }

    private static Finding programmed(GatewayFacts facts) {
        if (facts.configProblem() != null) {
            return Finding.of(Finding.PROGRAMMED, false, "ConfigNotPublished", facts.configProblem());
        }
        if (facts.replicas() == 0) {
            return Finding.of(Finding.PROGRAMMED, false, "ScaledToZero", "replicas is 0: there is no router");
        }
        String count = serving(facts) + " of " + expected(facts) + " routers serve " + facts.configHash();
        if (serving(facts) == expected(facts)) {
            return Finding.of(Finding.PROGRAMMED, true, "Programmed", count);
        }
        List<String> laggards = laggards(facts);
        String reason = laggards.stream().anyMatch(l -> l.contains("refused")) ? "ConfigRefused" : Reasons.PROGRAMMING;
        return Finding.of(Finding.PROGRAMMED, false, reason, count + ": " + String.join(", ", laggards));
    }

    private static List<String> laggards(GatewayFacts facts) {
        Stream<String> behind = facts.routers().stream()
                .filter(router -> !facts.configHash().equals(router.hash()))
                .map(GatewayStatuses::lag)
                .sorted();
        int missing = facts.replicas() - facts.routers().size();
        Stream<String> absent = missing > 0 ? Stream.of("pods that do not exist yet: " + missing) : Stream.empty();
        return Stream.concat(behind, absent).toList();
    }

    private static String lag(RouterFact router) {
        if (router.problem() != null) {
            return router.pod() + " refused it (" + router.problem() + ")";
        }
        return router.hash() == null ? router.pod() + " does not report" : router.pod() + " serves " + router.hash();
    }

    private static String ratio(GatewayFacts facts) {
        return serving(facts) + "/" + expected(facts);
    }

    private static int serving(GatewayFacts facts) {
        return (int) facts.routers().stream()
                .filter(router ->
                        facts.configHash() != null && facts.configHash().equals(router.hash()))
                .count();
    }

    private static int expected(GatewayFacts facts) {
        return Math.max(facts.replicas(), facts.routers().size());
    }
}
