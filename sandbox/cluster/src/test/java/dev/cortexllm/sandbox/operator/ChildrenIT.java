package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator does with objects of its own and of others: creates, leaves alone, repairs, deletes, and no more. */
class ChildrenIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @RegisterExtension
    static final CloudApi CLOUD = new CloudApi();

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void deletingLeavesNothing() {
        String all = Hybrid.all(CLOUD.url());
        CLUSTER.apply(all);
        observed.servedHash();
        observed.pods(Labels.ENGINE, 1);
        CLUSTER.delete(all);
        Observed.eventually(() -> assertThat(observed.ours()).isEmpty());
    }

    @Test
    void nothingIsWrittenWithoutNeed() throws Exception {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        observed.pods(Labels.ROUTER, 2);
        observed.pods(Labels.ENGINE, 1);
        Observed.eventually(() -> {
            assertThat(observed.condition(LLMProvider.class, "cloud", "Ready")).startsWith("True");
            assertThat(observed.condition(RoutingPolicy.class, "assistant", "Accepted"))
                    .startsWith("True");
        });
        await().atMost(OperatorCluster.SOON)
                .during(OperatorCluster.RESYNC.multipliedBy(2))
                .until(observed::versions, new Still<>());
        Map<String, String> before = observed.versions();
        await().during(OperatorCluster.RESYNC.multipliedBy(3).plusMillis(500))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(observed.versions()).isEqualTo(before));
    }

    @Test
    void anObjectOfSomebodyElseIsLeftAlone() {
        CLUSTER.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: main-router}
                spec: {ports: [{port: 1234}]}
                """);
        CLUSTER.apply(Hybrid.GATEWAY);
        Observed.eventually(() -> {
            assertThat(observed.condition(LLMGateway.class, "main", "Conflict"))
                    .startsWith("True/Conflict: Service main-router");
            assertThat(observed.condition(LLMGateway.class, "main", "Ready")).startsWith("False/Conflict");
            assertThat(CLUSTER.get(Deployment.class, "main-router")).isNotNull();
        });
        assertThat(CLUSTER.get(Service.class, "main-router")
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getPort())
                .isEqualTo(1234);
        CLUSTER.client()
                .services()
                .inNamespace(CLUSTER.namespace())
                .withName("main-router")
                .delete();
        Observed.eventually(() -> {
            assertThat(observed.condition(LLMGateway.class, "main", "Conflict")).isEqualTo("absent");
            assertThat(CLUSTER.get(Service.class, "main-router")
                            .getSpec()
                            .getPorts()
                            .get(0)
                            .getPort())
                    .isEqualTo(80);
        });
    }

    @Test
    void whatSomebodyTakesAwayComesBack() {
        CLUSTER.apply(Hybrid.GATEWAY);
        Observed.eventually(
                () -> assertThat(CLUSTER.get(Deployment.class, "main-router")).isNotNull());
        CLUSTER.client()
                .services()
                .inNamespace(CLUSTER.namespace())
                .withName("main-router")
                .delete();
        // The Deployment's controller may write in between; then the edit is made again.
        Observed.eventually(() -> CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace(CLUSTER.namespace())
                .withName("main-router")
                .edit(deployment -> {
                    deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .setReadinessProbe(null);
                    return deployment;
                }));
        Observed.eventually(() -> {
            assertThat(CLUSTER.get(Service.class, "main-router")).isNotNull();
            assertThat(CLUSTER.get(Deployment.class, "main-router")
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getReadinessProbe())
                    .isNotNull();
        });
    }

    @Test
    void whatSomebodyChangesIsChangedBackAndWhatTheyAddStays() {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        observed.servedHash();
        String index =
                CLUSTER.get(Secret.class, "main-router-config-0").getData().get("index.json");
        edit(Deployment.class, "tiny-engine", deployment -> {
            deployment.getSpec().setReplicas(4);
            deployment.getMetadata().getLabels().put("team", "blue");
        });
        edit(
                Service.class,
                "main-router",
                service -> service.getSpec().getPorts().get(0).setPort(8181));
        edit(Secret.class, "main-router-config-0", secret -> secret.getData().put("index.json", "e30="));
        Observed.eventually(() -> {
            Deployment engine = CLUSTER.get(Deployment.class, "tiny-engine");
            assertThat(engine.getSpec().getReplicas()).isEqualTo(1);
            assertThat(engine.getMetadata().getLabels()).containsEntry("team", "blue");
            assertThat(CLUSTER.get(Service.class, "main-router").getSpec().getPorts())
                    .anySatisfy(port -> assertThat(port.getPort()).isEqualTo(80));
            assertThat(CLUSTER.get(Secret.class, "main-router-config-0").getData())
                    .containsEntry("index.json", index);
            assertThat(observed.condition(LLMGateway.class, "main", "Conflict")).isEqualTo("absent");
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Conflict"))
                    .isEqualTo("absent");
        });
    }

    /** Edits as a person does, anew when a controller has written in between. */
    private <R extends HasMetadata> void edit(Class<R> kind, String name, Consumer<R> change) {
        Observed.eventually(() -> CLUSTER.client()
                .resources(kind)
                .inNamespace(CLUSTER.namespace())
                .withName(name)
                .edit(object -> {
                    change.accept(object);
                    return object;
                }));
    }

    @Test
    void aModelDeploymentSaysWhyNothingRuns() {
        CLUSTER.apply(Hybrid.DEPLOYMENT);
        observed.pods(Labels.ENGINE, 1);
        Observed.eventually(() -> {
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                    .startsWith("False/NotScheduled: 0 of 1 replicas answer; pod tiny-engine");
            assertThat(observed.condition(ModelDeployment.class, "tiny", "Scheduled"))
                    .startsWith("False/NotScheduled");
        });
    }

    @Test
    void scalesThroughTheSubresource() {
        CLUSTER.apply(Hybrid.DEPLOYMENT);
        observed.pods(Labels.ENGINE, 1);
        CLUSTER.client()
                .resources(ModelDeployment.class)
                .inNamespace(CLUSTER.namespace())
                .withName("tiny")
                .scale(3);
        observed.pods(Labels.ENGINE, 3);
        Observed.eventually(() -> {
            var status = CLUSTER.get(ModelDeployment.class, "tiny").getStatus();
            assertThat(status.replicas()).isEqualTo(3);
            assertThat(status.selector()).contains("app.kubernetes.io/instance=tiny");
        });
    }
}
