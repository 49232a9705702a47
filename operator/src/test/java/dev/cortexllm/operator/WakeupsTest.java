package dev.cortexllm.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.operator.budget.BudgetBook;
import dev.cortexllm.operator.budget.BudgetDisplay;
import dev.cortexllm.operator.budget.BudgetEvents;
import dev.cortexllm.operator.budget.BudgetReports;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.compilation.Published;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.link.UsageLedger;
import dev.cortexllm.operator.policy.UsageDisplay;
import dev.cortexllm.operator.scale.LoadBook;
import dev.cortexllm.operator.watch.Nudge;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts who is woken: with a thousand policies it must not be all of them for one. */
class WakeupsTest {
    private static final int MANY = 1_000;
    private static final GatewayId MAIN = new GatewayId("default", "main");
    private static final RouterId ROUTER = new RouterId(MAIN, "router-0");

    private final TestClock clock = new TestClock("2026-11-27T12:00:00Z");
    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();
    private final GatewayBoard board = new GatewayBoard();
    private final List<String> policies = new ArrayList<>();
    private final List<String> gateways = new ArrayList<>();
    private final Wakeups wakeups = wakeups();

    @BeforeEach
    void listen() {
        record(wakeups.policies(), policies);
        record(wakeups.gateways(), gateways);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theFirstPostingConcernsAllPolicies() {
        post(ManyPolicies.of(MANY));
        assertThat(policies).hasSize(MANY);
    }

    @Test
    void aPostingOfTheSameWakesNobody() {
        post(ManyPolicies.of(MANY));
        policies.clear();
        post(ManyPolicies.of(MANY));
        assertThat(policies).isEmpty();
    }

    @Test
    void oneEditedPolicyIsWokenAlone() {
        post(ManyPolicies.of(MANY));
        policies.clear();
        post(ManyPolicies.of(MANY).edited(7, 2));
        assertThat(policies).containsExactly("policy-7");
    }

    @Test
    void aRoutersAcknowledgementWakesWhatItServesAnew() {
        Published first = post(ManyPolicies.of(MANY));
        policies.clear();
        report(first.bundle().hash());
        assertThat(policies).as("it served none of them before").hasSize(MANY);
        Published second = post(ManyPolicies.of(MANY).edited(7, 2));
        policies.clear();
        gateways.clear();
        report(second.bundle().hash());
        assertThat(policies).containsExactly("policy-7");
        assertThat(gateways).containsExactly("main");
    }

    @Test
    void anotherProblemOfARouterConcernsItsGatewayAlone() {
        Published first = post(ManyPolicies.of(MANY));
        report(first.bundle().hash());
        policies.clear();
        gateways.clear();
        wakeups.report(ROUTER, new RouterReport("i", first.bundle().hash(), "too new", 0, Map.of(), List.of()));
        assertThat(policies).isEmpty();
        assertThat(gateways).containsExactly("main");
    }

    @Test
    void aRouterThatFallsSilentConcernsAllPoliciesAndSoDoesItsReturn() {
        Published first = post(ManyPolicies.of(MANY));
        report(first.bundle().hash());
        policies.clear();
        clock.pass(RouterRegistry.EXPIRY.plus(Duration.ofSeconds(1)));
        wakeups.tick();
        assertThat(Set.copyOf(policies)).hasSize(MANY);
        policies.clear();
        report(first.bundle().hash());
        assertThat(policies).hasSize(MANY);
    }

    @Test
    void aRouterBackBeforeItsSilenceWasNoticedConcernsAllPolicies() {
        Published first = post(ManyPolicies.of(MANY));
        report(first.bundle().hash());
        policies.clear();
        clock.pass(RouterRegistry.EXPIRY.plus(Duration.ofSeconds(1)));
        report(first.bundle().hash());
        assertThat(policies).as("somebody may have looked meanwhile").hasSize(MANY);
    }

    private Published post(ManyPolicies resources) {
        Published published = resources.published(board.find(MAIN));
        board.post(MAIN, published);
        return published;
    }

    private void report(String hash) {
        wakeups.report(ROUTER, new RouterReport("i", hash, null, 0, Map.of(), List.of()));
    }

    private static <P extends HasMetadata> void record(Nudge<P> nudge, List<String> woken) {
        nudge.source()
                .setEventHandler(
                        event -> woken.add(event.getRelatedCustomResourceID().getName()));
        nudge.source().start();
    }

    private Wakeups wakeups() {
        UsageLedger ledger = new UsageLedger(clock);
        BudgetBook book = new BudgetBook(clock);
        return new Wakeups(
                board,
                new RouterRegistry(clock),
                ledger,
                new UsageDisplay(ledger, clock),
                new BudgetReports(
                        book,
                        new BudgetDisplay(board, book, clock),
                        new BudgetEvents(
                                id -> new ConfigMap(), (about, name, normal, reason, note) -> {}, Runnable::run)),
                new LoadBook(clock),
                new PodWatch(client, Set.of()),
                clock);
    }
}
