package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.compilation.StoredConfig;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator promises, on an embedded API server or on the one that {@code KUBECONFIG} names. */
class OperatorIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @RegisterExtension
    static final CloudApi CLOUD = new CloudApi();

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void resourcesMayBeAppliedInAnyOrder() {
        CLUSTER.apply(Hybrid.POLICY);
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "ResolvedRefs"))
                .startsWith("False"));
        CLUSTER.apply(Hybrid.GATEWAY);
        CLUSTER.apply(Hybrid.DEPLOYMENT);
        CLUSTER.apply(Hybrid.provider(CLOUD.url()));
        Observed.eventually(() -> assertThat(observed.condition(LLMProvider.class, "cloud", "ResolvedRefs"))
                .startsWith("False/CredentialsMissing"));
        CLUSTER.apply(Hybrid.SECRET);
        Observed.eventually(() -> {
            assertThat(observed.condition(LLMProvider.class, "cloud", "Ready")).startsWith("True");
            assertThat(observed.condition(LLMGateway.class, "main", "Accepted")).startsWith("True");
            assertThat(observed.condition(LLMGateway.class, "main", "ResolvedRefs"))
                    .startsWith("True");
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Accepted"))
                    .startsWith("True");
            assertThat(observed.condition(RoutingPolicy.class, "assistant", "Accepted"))
                    .startsWith("True");
            assertThat(observed.condition(RoutingPolicy.class, "assistant", "ResolvedRefs"))
                    .startsWith("True");
        });
    }

    @Test
    void everythingBecomesReadyOnceRoutersAndEngineAnswer() throws Exception {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        List<Pod> routers = observed.pods(Labels.ROUTER, 2);
        Secret slot0 = CLUSTER.get(Secret.class, "main-router-config-0");
        try (LinkClient a = new LinkClient(CLUSTER.client(), routers.get(0), slot0);
                LinkClient b = new LinkClient(CLUSTER.client(), routers.get(1), slot0)) {
            Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "main", "Ready"))
                    .startsWith("True"));
            assertThat(CLUSTER.get(LLMGateway.class, "main").getStatus().programmed())
                    .isEqualTo("2/2");

            Pod engine = observed.pods(Labels.ENGINE, 1).get(0);
            observed.markReady(engine, "127.0.0.9");
            String upstream = "deployment/" + CLUSTER.namespace() + "/tiny";
            Observed.eventually(() -> {
                assertThat(a.endpoints().deployments().get(upstream))
                        .singleElement()
                        .satisfies(endpoint -> {
                            assertThat(endpoint.ip()).isEqualTo("127.0.0.9");
                            assertThat(endpoint.port()).isEqualTo(8000);
                            assertThat(endpoint.ready()).isTrue();
                        });
                assertThat(observed.condition(RoutingPolicy.class, "assistant", "Ready"))
                        .startsWith("True");
                assertThat(CLUSTER.get(RoutingPolicy.class, "assistant")
                                .getStatus()
                                .targetsReady())
                        .isEqualTo("2/2");
            });

            CLUSTER.apply(Hybrid.POLICY.replace("[auto]", "[auto, fast]"));
            Observed.eventually(() -> {
                assertThat(observed.condition(RoutingPolicy.class, "assistant", "Ready"))
                        .startsWith("True");
                assertThat(observed.condition(LLMGateway.class, "main", "Programmed"))
                        .contains("2 of 2 routers serve " + a.hash());
                assertThat(b.hash()).isEqualTo(a.hash());
            });

            a.usage(CLUSTER.namespace() + "/assistant", 4, 3, 1_500_000);
            Observed.eventually(() -> {
                var status = CLUSTER.get(RoutingPolicy.class, "assistant").getStatus();
                assertThat(status.spendToday()).isEqualTo("1.5");
                assertThat(status.shareLocal()).isEqualTo("75%");
            });
        }
        Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "main", "Programmed"))
                .startsWith("False/Programming")
                .contains("does not report"));
    }

    @Test
    void aBrokenProviderKeepsThePolicyGoing() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        observed.servedHash();
        CLUSTER.apply(Hybrid.provider("http://169.254.169.254/v1"));
        Observed.eventually(() -> {
            assertThat(observed.condition(LLMProvider.class, "cloud", "Accepted"))
                    .startsWith("False/Invalid")
                    .contains("spec.baseUrl");
            assertThat(observed.condition(RoutingPolicy.class, "assistant", "Accepted"))
                    .startsWith("True");
        });
        assertThat(CLUSTER.get(LLMGateway.class, "main").getStatus().policies()).isEqualTo(1);
    }

    @Test
    void aPolicyThatNoGatewaySelectsAnyMoreSaysSo() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        observed.servedHash();
        CLUSTER.apply(Hybrid.GATEWAY.replace("replicas: 2", "policySelector: {matchLabels: {team: other}}"));
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Programmed"))
                .startsWith("False/NoGateway"));
        CLUSTER.delete(Hybrid.GATEWAY);
        CLUSTER.apply(Hybrid.POLICY.replace("[auto]", "[auto, fast]"));
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Programmed"))
                .startsWith("False/NoGateway"));
    }

    @Test
    void aGatewayThatCannotPublishHoldsUpNoPolicy() {
        CLUSTER.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: stuck-router-config-0}
                """);
        CLUSTER.apply(Hybrid.GATEWAY.replace("name: main", "name: stuck"));
        CLUSTER.apply(Hybrid.POLICY);
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Programmed"))
                .startsWith("False/NoGateway")
                .contains(CLUSTER.namespace() + "/stuck"));
        Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "stuck", "Ready"))
                .startsWith("False/Conflict"));
        CLUSTER.apply(Hybrid.GATEWAY);
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Programmed"))
                .doesNotContain("NoGateway"));
    }

    @Test
    void aBrokenPolicyLeavesTheHashAlone() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        String hash = observed.servedHash();
        CLUSTER.apply(Hybrid.BROKEN_POLICY);
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Accepted"))
                .startsWith("False/Invalid"));
        assertThat(observed.condition(RoutingPolicy.class, "assistant", "Programmed"))
                .startsWith("False/NotServed");
        assertThat(observed.servedHash()).isEqualTo(hash);
        Observed.eventually(() -> assertThat(CLUSTER.client()
                        .events()
                        .v1()
                        .events()
                        .inNamespace(CLUSTER.namespace())
                        .list()
                        .getItems())
                .anySatisfy(event -> {
                    assertThat(event.getRegarding().getName()).isEqualTo("assistant");
                    assertThat(event.getReason()).isEqualTo("Invalid");
                    assertThat(event.getType()).isEqualTo("Warning");
                }));
    }

    @Test
    void aRestartedOperatorConverges() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        String hash = observed.servedHash();
        String config =
                CLUSTER.get(Secret.class, "main-router-config-0").getData().get("index.json");
        CLUSTER.stopOperator();
        CLUSTER.startOperator();
        Observed.eventually(() -> assertThat(observed.servedHash()).isEqualTo(hash));
        assertThat(CLUSTER.get(Secret.class, "main-router-config-0").getData().get("index.json"))
                .isEqualTo(config);

        CLUSTER.stopOperator();
        CLUSTER.apply(Hybrid.POLICY.replace("[auto]", "[auto, fast]"));
        CLUSTER.apply(Hybrid.GATEWAY.replace("replicas: 2", "replicas: 1"));
        CLUSTER.startOperator();
        Observed.eventually(() -> {
            assertThat(observed.servedHash()).isNotEqualTo(hash);
            assertThat(CLUSTER.get(Deployment.class, "main-router").getSpec().getReplicas())
                    .isEqualTo(1);
            assertThat(CLUSTER.get(PodDisruptionBudget.class, "main-router")).isNull();
        });
    }

    @Test
    void aBrokenPolicyIsServedOnAcrossARestart() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        String hash = observed.servedHash();
        CLUSTER.stopOperator();
        CLUSTER.apply(Hybrid.BROKEN_POLICY);
        CLUSTER.startOperator();
        Observed.eventually(() -> assertThat(observed.condition(RoutingPolicy.class, "assistant", "Accepted"))
                .startsWith("False/Invalid"));
        assertThat(observed.servedHash()).isEqualTo(hash);
    }

    /** The framework empties its caches while reconcilers still run; what they do not find there exists all the same. */
    @Test
    void anOperatorThatStopsTakesNoPolicyAlong() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        observed.servedHash();
        for (int round = 1; round <= 8; round++) {
            String name = "round-" + round;
            AtomicBoolean stopped = new AtomicBoolean();
            // Each change wakes the gateway, also while the process is stopping.
            CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
                for (int change = 0; !stopped.get(); change++) {
                    CLUSTER.apply(Hybrid.POLICY.replace(
                            "metadata: {name: assistant}",
                            "metadata: {name: assistant, annotations: {change: '" + name + "." + change + "'}}"));
                }
            });
            Observed.eventually(() -> assertThat(CLUSTER.get(RoutingPolicy.class, "assistant")
                            .getMetadata()
                            .getAnnotations()
                            .get("change"))
                    .startsWith(name));
            CLUSTER.stopOperator();
            stopped.set(true);
            changes.join();
            assertThat(stored().policies()).as("after stop " + round).hasSize(1);
            CLUSTER.startOperator();
        }
    }

    private static RouterConfig stored() {
        List<Secret> slots = CLUSTER.client()
                .secrets()
                .inNamespace(CLUSTER.namespace())
                .withLabel(Labels.COMPONENT, Labels.ROUTER)
                .list()
                .getItems();
        return StoredConfig.read(slots).orElseThrow().config();
    }
}
