package dev.cortexllm.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.LLMGatewayStatus;
import dev.cortexllm.compile.Verdict;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.child.ChildFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayStatusesTest {
    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");

    @Test
    void readyWhenEveryRouterServesTheConfiguration() {
        LLMGatewayStatus status = status(facts(2, router("a", "h1"), router("b", "h1")), null);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
        assertThat(condition(status, "Programmed").message()).isEqualTo("2 of 2 routers serve h1");
        assertThat(condition(status, "Unauthenticated").status()).isEqualTo(Status.True);
        assertThat(status.programmed()).isEqualTo("2/2");
        assertThat(status.configHash()).isEqualTo("h1");
    }

    @Test
    void whetherClientsAreAskedForKeysIsSaid() {
        Condition nobody = condition(status(asking(null), null), "Unauthenticated");
        assertThat(nobody.status()).isEqualTo(Status.True);
        assertThat(nobody.message())
                .isEqualTo("no client key is configured (spec.auth), so only pods of this namespace may connect");
        Condition some = condition(status(asking(3), null), "Unauthenticated");
        assertThat(some.status()).isEqualTo(Status.False);
        assertThat(some.message()).isEqualTo("clients are asked for keys; there are 3");
        assertThat(condition(status(asking(0), null), "Unauthenticated").reason())
                .isEqualTo("NoUsableKey");
    }

    private static GatewayFacts asking(Integer keys) {
        return new GatewayFacts(Verdicts.GOOD, "h1", null, 1, List.of(), List.of(), 1, 0, true, "s", "u", keys);
    }

    @Test
    void whetherRoutersReachTheirRedisIsSaid() {
        assertThat(Conditions.find(status(facts(1, router("a", "h1")), null).conditions(), "StoreAvailable"))
                .as("there is none")
                .isEmpty();
        Condition all = store(counting("a", true), counting("b", true));
        assertThat(all.status()).isEqualTo(Status.True);
        Condition one = store(counting("a", true), counting("b", false), counting("c", null));
        assertThat(one.status()).isEqualTo(Status.False);
        assertThat(one.reason()).isEqualTo("Unreachable");
        assertThat(one.message()).endsWith("refuse: b");
        assertThat(store(counting("a", null)).status()).isEqualTo(Status.Unknown);
    }

    @Test
    void aRedisThatIsAwayIsNoReasonNotToBeReady() {
        LLMGatewayStatus status = status(redis(counting("a", false)), null);
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.True);
    }

    private Condition store(RouterFact... routers) {
        return condition(status(redis(routers), null), "StoreAvailable");
    }

    private static GatewayFacts redis(RouterFact... routers) {
        List<RouterFact> all = List.of(routers);
        return new GatewayFacts(
                Verdicts.GOOD, "h1", null, 1, List.of(), all, all.size(), 0, true, "s", "u", null, true, null);
    }

    private static RouterFact counting(String pod, Boolean store) {
        return new RouterFact(pod, "h1", null, store);
    }

    @Test
    void laggardsAreNamed() {
        LLMGatewayStatus status = status(
                facts(3, router("a", "h1"), router("b", "h0"), router("c", null), new RouterFact("d", "h0", "too new")),
                null);
        assertThat(condition(status, "Programmed").reason()).isEqualTo("ConfigRefused");
        assertThat(condition(status, "Programmed").message())
                .isEqualTo("1 of 4 routers serve h1: b serves h0, c does not report, d refused it (too new)");
        assertThat(status.programmed()).isEqualTo("1/4");
    }

    @Test
    void podsThatAreMissingCount() {
        LLMGatewayStatus status = status(facts(2, router("a", "h1")), null);
        assertThat(condition(status, "Programmed").message()).endsWith("pods that do not exist yet: 1");
        assertThat(condition(status, "Ready").status()).isEqualTo(Status.False);
    }

    @Test
    void noReplicasIsNotReady() {
        assertThat(condition(status(facts(0), null), "Ready").reason()).isEqualTo("ScaledToZero");
    }

    @Test
    void aRestartedOperatorKeepsItsWordUntilRoutersHaveReported() {
        LLMGatewayStatus before = status(facts(1, router("a", "h1")), null);
        GatewayFacts silent = facts(1, router("a", null));
        GatewayFacts justStarted =
                new GatewayFacts(silent.verdict(), "h1", null, 1, List.of(), silent.routers(), 1, 1, false, "s", "u");
        assertThat(status(justStarted, before)).isEqualTo(before);
        assertThat(condition(status(silent, before), "Programmed").status()).isEqualTo(Status.False);

        LLMGatewayStatus bad = status(facts(1), null);
        assertThat(condition(status(justStarted, bad), "Programmed").message())
                .as("a bad word is not kept")
                .isEqualTo("0 of 1 routers serve h1: a does not report");
    }

    @Test
    void obstaclesAndMistakesComeBeforeProgress() {
        GatewayFacts good = facts(1, router("a", "h1"));
        LLMGatewayStatus conflict = status(
                new GatewayFacts(
                        Verdicts.GOOD,
                        "h1",
                        null,
                        1,
                        List.of(new ChildFailure("Conflict", "Service x is somebody else's")),
                        good.routers(),
                        1,
                        1,
                        true,
                        "s",
                        "u"),
                null);
        assertThat(condition(conflict, "Ready").reason()).isEqualTo("Conflict");
        assertThat(condition(conflict, "Conflict").status()).isEqualTo(Status.True);
        assertThat(condition(conflict, "Programmed").status()).isEqualTo(Status.True);

        LLMGatewayStatus tooLarge = status(
                new GatewayFacts(
                        Verdicts.GOOD, "h2", "packs to 9 MB", 1, List.of(), good.routers(), 1, 1, true, "s", "u"),
                null);
        assertThat(condition(tooLarge, "Ready").reason()).isEqualTo("ConfigNotPublished");
    }

    private LLMGatewayStatus status(GatewayFacts facts, LLMGatewayStatus before) {
        return GatewayStatuses.of(facts, before, 1, clock);
    }

    private static GatewayFacts facts(int replicas, RouterFact... routers) {
        Verdict verdict = Verdicts.GOOD;
        return new GatewayFacts(
                verdict, "h1", null, 1, List.of(), List.of(routers), replicas, routers.length, true, "s", "u");
    }

    private static RouterFact router(String pod, String hash) {
        return new RouterFact(pod, hash, null);
    }

    private static Condition condition(LLMGatewayStatus status, String type) {
        return Conditions.find(status.conditions(), type).orElseThrow();
    }
}
