package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.BudgetState;
import dev.cortexllm.api.v1alpha1.BudgetStatus;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.config.Budget.Action;
import dev.cortexllm.link.RouterReport.BudgetNotice;
import dev.cortexllm.link.RouterReport.BudgetSpend;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What routers say of budgets comes to status, conditions and Events. */
class BudgetStatusIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @RegisterExtension
    static final CloudApi CLOUD = new CloudApi();

    private static final String GATEWAY = Hybrid.GATEWAY.replace(
            "{replicas: 2}",
            "{replicas: 1, redis: {url: 'redis://redis:6379'}, budgets: [{name: all, window: Month, limitUsd: '100'}]}");
    private static final String POLICY = Hybrid.POLICY + "  budgets:\n  - {name: daily, window: Day, limitUsd: '10'}\n";
    private static final long USD = 1_000_000_000L;

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void spendsStoreAndThresholdsAreShown() throws Exception {
        String provider =
                Hybrid.provider(CLOUD.url()) + "  budgets:\n  - {name: hourly, window: Hour, limitUsd: '1'}\n";
        CLUSTER.apply(String.join("---\n", Hybrid.SECRET, provider, Hybrid.DEPLOYMENT, GATEWAY, POLICY));
        Pod router = observed.pods(Labels.ROUTER, 1).get(0);
        Secret slot = CLUSTER.get(Secret.class, "main-router-config-0");
        try (LinkClient link = new LinkClient(CLUSTER.client(), router, slot)) {
            Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "main", "StoreAvailable"))
                    .startsWith("Unknown/NoReport"));

            link.money(
                    false,
                    List.of(
                            spend(key("policy", RoutingPolicy.class, "assistant", "daily"), 9 * USD, Action.NOTIFY),
                            spend(key("provider", LLMProvider.class, "cloud", "hourly"), USD / 4, null),
                            spend(key("gateway", LLMGateway.class, "main", "all"), 10 * USD, null)),
                    List.of(new BudgetNotice(
                            "n1",
                            key("policy", RoutingPolicy.class, "assistant", "daily"),
                            Action.NOTIFY,
                            "nine tenths are spent")));

            Observed.eventually(() -> {
                assertThat(observed.condition(LLMGateway.class, "main", "StoreAvailable"))
                        .startsWith("False/Unreachable")
                        .contains(router.getMetadata().getName());
                assertThat(CLUSTER.get(RoutingPolicy.class, "assistant")
                                .getStatus()
                                .budgets())
                        .containsExactly(
                                new BudgetStatus("daily", "now", "10", "9", "0", "1", BudgetState.NOTIFIED, null));
                assertThat(CLUSTER.get(LLMProvider.class, "cloud").getStatus().budgets())
                        .extracting(BudgetStatus::spentUsd)
                        .containsExactly("0.25");
                assertThat(CLUSTER.get(LLMGateway.class, "main").getStatus().budgets())
                        .extracting(BudgetStatus::remainingUsd)
                        .containsExactly("90");
                assertThat(events("BudgetNotify")).singleElement().satisfies(event -> assertThat(event.getNote())
                        .isEqualTo("nine tenths are spent"));
            });
            link.money(true, null, null);
            Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "main", "StoreAvailable"))
                    .startsWith("True"));
        }
    }

    private static List<Event> events(String reason) {
        return CLUSTER.client().events().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .toList();
    }

    private static <R extends HasMetadata> String key(String scope, Class<R> kind, String name, String budget) {
        return scope + "/" + CLUSTER.get(kind, name).getMetadata().getUid() + "/" + budget;
    }

    private static BudgetSpend spend(String key, long nano, Action state) {
        long now = System.currentTimeMillis();
        return new BudgetSpend(key, "", "now", now + 3_600_000, nano, 0, state, true, now);
    }
}
