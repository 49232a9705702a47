package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.link.RouterReport.Demand;
import dev.cortexllm.link.RouterReport.PodLoad;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.child.keda.ScaledObjectSpec;
import dev.cortexllm.operator.child.keda.ScaledObjectStatus;
import dev.cortexllm.operator.scale.ScaleWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sets the number of replicas, and to what. */
class ScalerIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final String SCALED = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny}
            spec:
              model: {name: tiny, source: "hf://acme/tiny"}
              autoscaling: {minReplicas: 0, maxReplicas: 4, targetRequests: 10, scaleDownDelay: 1s, idleTimeout: 1s, scaler: %s}
            """;
    private static final String POLICY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: assistant}
            spec: {models: [auto], targets: [{name: local, deploymentRef: {name: tiny}}]}
            """;

    private final Observed observed = new Observed(CLUSTER);

    @BeforeEach
    @AfterEach
    void withoutKeda() {
        Resource<CustomResourceDefinition> keda = CLUSTER.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("scaledobjects.keda.sh");
        keda.delete();
        await().atMost(OperatorCluster.SOON).until(() -> keda.get() == null);
    }

    @Test
    void aNumberIsSetThoughSomebodyHasEmptiedTheBooks() {
        CLUSTER.stopOperator();
        CLUSTER.apply(Hybrid.DEPLOYMENT.replace("spec: {", "spec: {replicas: 2, "));
        CLUSTER.client()
                .resource(model())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"managedFields\":[{}]}}");
        assertThat(model().getMetadata().getManagedFields()).isEmpty();

        assertThat(new ScaleWriter(CLUSTER.operatorClient()).write(model(), 3)).isTrue();

        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void anAbsentNumberIsFilledInOnceAndAManifestThatNamesItIsToldSo() {
        CLUSTER.apply(Hybrid.DEPLOYMENT);
        Observed.eventually(() -> assertThat(replicas()).isEqualTo(1));
        assertThat(model().getMetadata().getManagedFields())
                .filteredOn(entry -> entry.getManager().equals("cortex-scaler"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getOperation()).isEqualTo("Apply"));
        HasMetadata named = load(Hybrid.DEPLOYMENT.replace("spec: {", "spec: {replicas: 2, "));
        assertThatThrownBy(() -> CLUSTER.client()
                        .resource(named)
                        .inNamespace(CLUSTER.namespace())
                        .fieldManager("somebody")
                        .serverSideApply())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("cortex-scaler")
                .hasMessageContaining(".spec.replicas");
        scale(3);
        CLUSTER.apply(Hybrid.DEPLOYMENT.replace("maxConcurrency: 4", "maxConcurrency: 5"));
        Observed.eventually(() -> assertThat(
                        CLUSTER.get(Deployment.class, "tiny-engine").getSpec().getReplicas())
                .isEqualTo(3));
        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void nothingRunsBeforeSomebodyAsksAndWhenNobodyDoes() throws Exception {
        try (LinkClient router = router(SCALED.formatted("Auto"))) {
            await().during(Duration.ofSeconds(2))
                    .atMost(OperatorCluster.SOON)
                    .untilAsserted(() -> assertThat(replicas()).isZero());
            Observed.eventually(() -> assertThat(condition("AutoscalerReady"))
                    .isEqualTo("True/BuiltIn: the operator sets replicas between 0 and 4, as this cluster has no KEDA"
                            + " (no kind ScaledObject of keda.sh/v1alpha1)"));
            assertThat(condition("Ready")).startsWith("True");

            router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 1, 1, null));
            router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 0, 1, null));
            Observed.eventually(() -> assertThat(replicas()).isEqualTo(1));

            Pod engine = observed.pods(Labels.ENGINE, 1).get(0);
            observed.markReady(engine, "10.0.0.7");
            String pod = engine.getMetadata().getName();
            router.demand(
                    "deployment/" + CLUSTER.namespace() + "/tiny",
                    new Demand(5, 0, 6, Map.of(pod, new PodLoad(5, 35.0))));
            Observed.eventually(() -> assertThat(replicas()).isEqualTo(4));
            scale(9);
            Observed.eventually(() -> assertThat(replicas()).isEqualTo(4));

            router.demand(
                    "deployment/" + CLUSTER.namespace() + "/tiny",
                    new Demand(0, 0, 6, Map.of(pod, new PodLoad(0, 0.0))));
            Observed.eventually(() -> assertThat(replicas()).isZero());
            assertThat(events()).contains("ScaledUp", "ScaledDown");
        }
    }

    @Test
    void whoeverIsSuspendedRunsNothingAndIsLeftAlone() throws Exception {
        try (LinkClient router = router(SCALED.formatted("BuiltIn").replace("minReplicas: 0", "minReplicas: 2"))) {
            Observed.eventually(() -> assertThat(engines()).isEqualTo(2));
            CLUSTER.apply(SCALED.formatted("BuiltIn")
                    .replace("minReplicas: 0", "minReplicas: 2")
                    .replace("  model:", "  suspend: true\n  model:"));
            Observed.eventually(() -> assertThat(engines()).isZero());
            router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 40, 50, null));
            Observed.eventually(() -> {
                assertThat(condition("Ready")).startsWith("False/Suspended: ");
                assertThat(condition("AutoscalerReady")).startsWith("False/Suspended: ");
            });
            await().during(Duration.ofSeconds(2))
                    .atMost(OperatorCluster.SOON)
                    .untilAsserted(() -> assertThat(replicas()).isEqualTo(2));
            CLUSTER.apply(SCALED.formatted("BuiltIn").replace("minReplicas: 0", "minReplicas: 2"));
            Observed.eventually(() -> assertThat(engines()).isEqualTo(4));
        }
    }

    @Test
    void kedaScalesWhereTheClusterHasItAndTheOperatorWhereNot() throws Exception {
        try (LinkClient router = router(SCALED.formatted("Auto"))) {
            Observed.eventually(() -> assertThat(replicas()).isZero());
            installKeda();
            Observed.eventually(() ->
                    assertThat(CLUSTER.get(ScaledObject.class, "tiny-engine")).isNotNull());
            ScaledObjectSpec ordered =
                    CLUSTER.get(ScaledObject.class, "tiny-engine").getSpec();
            assertThat(ordered.scaleTargetRef())
                    .isEqualTo(new ScaledObjectSpec.Target("cortexllm.dev/v1alpha1", "ModelDeployment", "tiny"));
            assertThat(ordered.triggers().get(0).metadata())
                    .containsEntry("url", "http://operator.test:8081/scaling/" + CLUSTER.namespace() + "/tiny");
            Observed.eventually(() -> assertThat(condition("AutoscalerReady"))
                    .startsWith("Unknown/KedaNotReady: KEDA sets replicas between 0 and 4, but has not said"));
            kedaSaysThatItDoes();
            Observed.eventually(() -> assertThat(condition("AutoscalerReady"))
                    .isEqualTo("True/KEDA: KEDA sets replicas between 0 and 4"));
            router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 25, 30, null));
            await().during(Duration.ofSeconds(2))
                    .atMost(OperatorCluster.SOON)
                    .untilAsserted(() -> assertThat(replicas()).isZero());

            withoutKeda();
            Observed.eventually(() -> {
                assertThat(replicas()).isEqualTo(3);
                assertThat(condition("AutoscalerReady")).startsWith("True/BuiltIn: ");
            });
            CLUSTER.apply(SCALED.formatted("KEDA"));
            Observed.eventually(() -> assertThat(condition("AutoscalerReady"))
                    .startsWith(
                            "False/KedaUnavailable: spec.autoscaling.scaler is KEDA, but this cluster has no KEDA"));
        }
    }

    private static void kedaSaysThatItDoes() {
        ScaledObject object = CLUSTER.get(ScaledObject.class, "tiny-engine");
        object.setStatus(new ScaledObjectStatus(
                List.of(new ScaledObjectStatus.Condition("Ready", "True", "ScaledObjectReady", "defined correctly"))));
        CLUSTER.client().resource(object).patchStatus();
    }

    @Test
    void aScalerThatIsChosenAnewTakesTheOrderBack() throws Exception {
        installKeda();
        try (LinkClient router = router(SCALED.formatted("KEDA"))) {
            Observed.eventually(() ->
                    assertThat(CLUSTER.get(ScaledObject.class, "tiny-engine")).isNotNull());
            router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 25, 30, null));
            CLUSTER.apply(SCALED.formatted("BuiltIn"));
            Observed.eventually(() -> {
                assertThat(CLUSTER.get(ScaledObject.class, "tiny-engine")).isNull();
                assertThat(replicas()).isEqualTo(3);
            });
        }
    }

    /** The only router of a gateway, ready, with a policy on the deployment. */
    private LinkClient router(String deployment) throws Exception {
        CLUSTER.apply(String.join("---\n", deployment, Hybrid.GATEWAY.replace("replicas: 2", "replicas: 1"), POLICY));
        observed.servedHash();
        Pod pod = observed.pods(Labels.ROUTER, 1).get(0);
        LinkClient router = new LinkClient(CLUSTER.client(), pod, CLUSTER.get(Secret.class, "main-router-config-0"));
        observed.markReady(pod, "10.0.0.6");
        router.demand("deployment/" + CLUSTER.namespace() + "/tiny", new Demand(0, 0, 0, null));
        return router;
    }

    private static void installKeda() throws Exception {
        try (InputStream manifest =
                ScalerIT.class.getResourceAsStream("/dev/cortexllm/sandbox/keda/scaledobjects.yaml")) {
            CLUSTER.client().load(manifest).items().forEach(crd -> CLUSTER.client()
                    .resource(crd)
                    .forceConflicts()
                    .serverSideApply());
        }
    }

    private static HasMetadata load(String yaml) {
        return CLUSTER.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .get(0);
    }

    private static ModelDeployment model() {
        return CLUSTER.get(ModelDeployment.class, "tiny");
    }

    private static Integer replicas() {
        return model().getSpec().replicas();
    }

    private static int engines() {
        return CLUSTER.get(Deployment.class, "tiny-engine").getSpec().getReplicas();
    }

    private static void scale(int replicas) {
        CLUSTER.client()
                .resources(ModelDeployment.class)
                .inNamespace(CLUSTER.namespace())
                .withName("tiny")
                .scale(replicas);
    }

    private String condition(String type) {
        return observed.condition(ModelDeployment.class, "tiny", type);
    }

    private static List<String> events() {
        return CLUSTER.client().events().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }
}
