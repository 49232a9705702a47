package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.model.desired.PinnedWorkload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What restarts engines and what does not, as far as objects go: specs of Deployments, and pods. */
class PinnedTemplateIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final String CONSENT = "cortexllm.dev/apply-update";
    private static final String TINY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny}
            spec:
              model: {name: tiny, source: "hf://acme/tiny", tokenSecretRef: {name: hugging-face, key: token}}
              %s
            """;
    private static final String TOKEN = """
            apiVersion: v1
            kind: Secret
            metadata: {name: hugging-face, labels: {cortexllm.dev/credential: "true"}}
            stringData: {token: hf_%s}
            """;

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void anotherOperatorRestartsNothingUntilItMay() {
        CLUSTER.apply(TOKEN.formatted("one") + "---\n" + TINY.formatted("replicas: 1"));
        observed.pods(Labels.ENGINE, 1);
        eventuallyRevision();
        CLUSTER.stopOperator();
        Deployment older = renderedByAnOlderOperator();
        CLUSTER.startOperator();
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "UpdateAvailable"))
                .startsWith("True/NewTemplate: "));
        assertThat(engine().getSpec()).isEqualTo(older.getSpec());
        assertThat(status().templateRevision()).isEqualTo(revision(older));
        Observed.eventually(() -> assertThat(events("NewTemplate")).hasSize(1));

        drift();
        Observed.eventually(() -> assertThat(image(engine())).as("repaired").isEqualTo("vllm/vllm-openai:older"));

        String offered = observed.condition(ModelDeployment.class, "tiny", "UpdateAvailable")
                .replaceAll(".*apply-update=(\\w+) .*", "$1");
        consent(offered);
        Observed.eventually(() -> {
            assertThat(image(engine())).startsWith("vllm/vllm-openai:v");
            assertThat(status().templateRevision()).isEqualTo(offered);
            assertThat(observed.condition(ModelDeployment.class, "tiny", "UpdateAvailable"))
                    .startsWith("False/UpToDate");
        });
    }

    @Test
    void onlyWhatPodsReadMakesNewPods() {
        CLUSTER.apply(TOKEN.formatted("one") + "---\n" + TINY.formatted("replicas: 1"));
        String pod = observed.pods(Labels.ENGINE, 1).get(0).getMetadata().getName();
        eventuallyRevision();
        String revision = status().templateRevision();

        CLUSTER.apply(TOKEN.formatted("two"));
        CLUSTER.apply(TINY.formatted("timeouts: {connect: 1s}\n  loadBalancing: {strategy: LeastLoad}\n  maxSurge: 0"));
        Observed.eventually(() -> assertThat(engine().getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxSurge()
                        .getIntVal())
                .isZero());
        await().during(OperatorCluster.RESYNC.multipliedBy(2))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(status().templateRevision()).isEqualTo(revision));
        assertThat(observed.pods(Labels.ENGINE, 1).get(0).getMetadata().getName())
                .isEqualTo(pod);

        CLUSTER.apply(TINY.formatted("contextLength: 4096"));
        Observed.eventually(() -> assertThat(status().templateRevision()).isNotEqualTo(revision));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "UpdateAvailable"))
                .startsWith("False/UpToDate"));
    }

    @Test
    void deletionTakesEverythingAlong() {
        CLUSTER.apply(TOKEN.formatted("one") + "---\n" + TINY.formatted("replicas: 2"));
        observed.pods(Labels.ENGINE, 2);
        Observed.eventually(() -> assertThat(observed.ours())
                .contains("Deployment tiny-engine", "Service tiny-engine", "PodDisruptionBudget tiny-engine"));
        CLUSTER.client().resource(CLUSTER.get(ModelDeployment.class, "tiny")).delete();
        Observed.eventually(() -> assertThat(observed.ours()).isEmpty());
    }

    /** The same spec, but another template, as it would be there from an older operator. */
    private static Deployment renderedByAnOlderOperator() {
        Deployment live = engine();
        Deployment older = new DeploymentBuilder(live)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("vllm/vllm-openai:older")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        String hash = live.getMetadata().getAnnotations().get("cortexllm.dev/spec-hash");
        PinnedWorkload pinned = PinnedWorkload.of(trimmed(older), Optional.empty(), hash, null);
        older.getMetadata()
                .getAnnotations()
                .putAll(pinned.workload().getMetadata().getAnnotations());
        CLUSTER.client().resource(older).update();
        return engine();
    }

    /** Without what the API server has filled in, which no operator renders. */
    private static Deployment trimmed(Deployment live) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tree = json.valueToTree(live);
        ((ObjectNode) tree.at("/spec/template/spec")).remove(List.of("dnsPolicy", "restartPolicy", "schedulerName"));
        Deployment copy = json.convertValue(tree, Deployment.class);
        copy.getMetadata().setAnnotations(Map.of());
        return copy;
    }

    private static void drift() {
        CLUSTER.client()
                .apps()
                .deployments()
                .inNamespace(CLUSTER.namespace())
                .withName("tiny-engine")
                .edit(d -> new DeploymentBuilder(d)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage("somebody/else:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    private static void consent(String revision) {
        CLUSTER.client()
                .resources(ModelDeployment.class)
                .inNamespace(CLUSTER.namespace())
                .withName("tiny")
                .edit(model -> {
                    Map<String, String> annotations = new java.util.TreeMap<>();
                    if (model.getMetadata().getAnnotations() != null) {
                        annotations.putAll(model.getMetadata().getAnnotations());
                    }
                    annotations.put(CONSENT, revision);
                    model.getMetadata().setAnnotations(annotations);
                    return model;
                });
    }

    private static void eventuallyRevision() {
        Observed.eventually(() -> assertThat(status().templateRevision()).isEqualTo(revision(engine())));
    }

    private static dev.cortexllm.api.v1alpha1.ModelDeploymentStatus status() {
        return CLUSTER.get(ModelDeployment.class, "tiny").getStatus();
    }

    private static Deployment engine() {
        return CLUSTER.get(Deployment.class, "tiny-engine");
    }

    private static String revision(Deployment deployment) {
        return PinnedWorkload.revision(deployment).orElse("none");
    }

    private static String image(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private static List<Event> events(String reason) {
        return CLUSTER.client().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .toList();
    }
}
