package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.RoutingPolicyStatus;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.status.PolicyFacts.Serving;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyStatusesTest {
    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");

    @Test
    void readyWhenAllRoutersOfAllGatewaysServeThisGeneration() {
        RoutingPolicyStatus status =
                status(facts(Verdicts.GOOD, true, serving("default/a", true), serving("default/b", true)), null, 3);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Programmed").message())
                .isEqualTo("all routers of default/a, default/b serve generation 3");
        assertThat(status.targetsReady()).isEqualTo("1/2");
        assertThat(status.shareLocal()).isEqualTo("87%");
        assertThat(status.spendToday()).isEqualTo("1.204");
        assertThat(status.observedGeneration()).isEqualTo(3);
    }

    @Test
    void noGateway() {
        assertThat(condition(status(facts(Verdicts.GOOD, true), null, 1), "Programmed")
                        .reason())
                .isEqualTo("NoGateway");
    }

    @Test
    void aStalledGatewayIsNamed() {
        PolicyFacts facts =
                new PolicyFacts(Verdicts.GOOD, List.of(), List.of("default/a", "default/b"), 1, 2, null, null, true);
        assertThat(condition(status(facts, null, 1), "Programmed").message()).contains("default/a, default/b");
    }

    @Test
    void laggardsAreNamed() {
        RoutingPolicyStatus status = status(facts(Verdicts.GOOD, true, serving("default/a", true, "pod-1")), null, 1);
        assertThat(condition(status, "Programmed").message())
                .isEqualTo("routers of gateway default/a are behind: pod-1");
    }

    @Test
    void aGatewayWithoutPodsServesNobody() {
        RoutingPolicyStatus status =
                status(facts(Verdicts.GOOD, true, new Serving("default/a", true, List.of(), 0)), null, 1);
        assertThat(condition(status, "Programmed").status()).isEqualTo(Status.False);
    }

    @Test
    void aBrokenEditSaysWhyAndWhatIsServed() {
        RoutingPolicyStatus status =
                status(facts(Verdicts.INVALID, true, serving("default/a", false, "pod-1")), null, 2);
        assertThat(condition(status, "Ready").reason()).isEqualTo("Invalid");
        assertThat(condition(status, "Programmed").reason()).isEqualTo("NotServed");
    }

    @Test
    void aRestartedOperatorKeepsItsWordUntilRoutersHaveReported() {
        RoutingPolicyStatus before = status(facts(Verdicts.GOOD, true, serving("default/a", true)), null, 1);
        PolicyFacts silent = facts(Verdicts.GOOD, false, serving("default/a", true, "pod-1"));
        assertThat(status(silent, before, 1)).isEqualTo(before);
        assertThat(condition(status(silent, before, 2), "Programmed").status()).isEqualTo(Status.False);
    }

    private RoutingPolicyStatus status(PolicyFacts facts, RoutingPolicyStatus before, long generation) {
        return PolicyStatuses.of(facts, before, generation, clock);
    }

    private static PolicyFacts facts(Verdict verdict, boolean settled, Serving... gateways) {
        return new PolicyFacts(verdict, List.of(gateways), List.of(), 1, 2, "87%", "1.204", settled);
    }

    private static Serving serving(String gateway, boolean published, String... laggards) {
        return new Serving(gateway, published, List.of(laggards), 1);
    }

    private static Condition condition(RoutingPolicyStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
