package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model deployments of every engine, as far as objects go: what the API server holds, and what the status says. */
class EnginesIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final String ENGINES = String.join(
            "---\n",
            deployment("ollama", "engine: {type: OLLAMA}", "ollama://qwen3:4b"),
            deployment("llamacpp", "engine: {type: LLAMA_CPP}", "hf://Qwen/Qwen3-4B-GGUF"),
            deployment("cached", "cache: {size: 1Gi, whenDeleted: Delete}", "hf://Qwen/Qwen3-4B"),
            deployment("sglang", "engine: {type: SGLANG}", "hf://Qwen/Qwen3-4B"),
            deployment("vllm", """
                    podMetadata: {labels: {team: search}}
                      volumes: [{name: models, mountPath: /var/cache/huggingface, persistentVolumeClaim: models}]
                      podTemplate: {spec: {hostname: engine, containers: [{name: engine, tty: true}]}}
                    """.strip(), "pvc://weights/qwen3-4b"));

    private final Observed observed = new Observed(CLUSTER);

    @ParameterizedTest
    @CsvSource({
        "ollama, OLLAMA, ollama://qwen3:4b, 11434, /v1/models/tiny",
        "llamacpp, LLAMA_CPP, hf://Qwen/Qwen3-4B-GGUF, 8080, /health",
        "sglang, SGLANG, hf://Qwen/Qwen3-4B, 30000, /health",
        "vllm, VLLM, hf://Qwen/Qwen3-4B, 8000, /v1/models"
    })
    void anEngineServes(String name, String type, String source, int port, String ready) {
        CLUSTER.apply(deployment(name, "engine: {type: " + type + "}", source));
        CLUSTER.apply(Hybrid.GATEWAY);
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: RoutingPolicy
                metadata: {name: assistant}
                spec: {models: [auto], targets: [{name: local, deploymentRef: {name: %s}}]}
                """.formatted(name));
        Pod pod = observed.pods(Labels.ENGINE, 1).get(0);
        Container engine = pod.getSpec().getContainers().get(0);
        assertThat(engine.getPorts().get(0).getContainerPort()).isEqualTo(port);
        assertThat(engine.getReadinessProbe().getHttpGet().getPath()).isEqualTo(ready);
        // The pod may be there before the Service is.
        Service service = await().atMost(OperatorCluster.SOON)
                .until(() -> CLUSTER.get(Service.class, name + "-engine"), Objects::nonNull);
        assertThat(service.getSpec().getPorts().get(0).getPort()).isEqualTo(port);
        observed.markReady(pod, "10.0.0.7");
        Observed.eventually(() -> {
            assertThat(observed.condition(ModelDeployment.class, name, "Ready")).startsWith("True");
            assertThat(observed.condition(RoutingPolicy.class, "assistant", "ResolvedRefs"))
                    .startsWith("True");
            assertThat(CLUSTER.get(LLMGateway.class, "main").getStatus().policies())
                    .isEqualTo(1);
        });
    }

    @Test
    void nothingIsWrittenWithoutNeed() {
        CLUSTER.apply(ENGINES);
        observed.pods(Labels.ENGINE, 4);
        await().atMost(OperatorCluster.SOON)
                .during(OperatorCluster.RESYNC.multipliedBy(2))
                .until(observed::versions, new Still<>());
        Map<String, String> before = observed.versions();
        await().during(OperatorCluster.RESYNC.multipliedBy(3).plusMillis(500))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(observed.versions()).isEqualTo(before));
    }

    @Test
    void aTokenIsGivenOnceItsSecretIsLabelled() {
        String secret = """
                apiVersion: v1
                kind: Secret
                metadata: {name: hugging-face}
                stringData: {token: hf_test}
                """;
        CLUSTER.apply(secret);
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: llama}
                spec: {model: {name: llama, source: "hf://a/b", tokenSecretRef: {name: hugging-face, key: token}}}
                """);
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "llama", "ResolvedRefs"))
                .startsWith("False/CredentialsMissing: spec.model.tokenSecretRef: Secret ")
                .endsWith("label cortexllm.dev/credential=true"));
        assertThat(CLUSTER.get(Deployment.class, "llama-engine")).isNull();
        CLUSTER.apply(secret.replace(
                "{name: hugging-face}", "{name: hugging-face, labels: {cortexllm.dev/credential: \"true\"}}"));
        Pod pod = observed.pods(Labels.ENGINE, 1).get(0);
        List<EnvVar> environment = pod.getSpec().getContainers().get(0).getEnv();
        assertThat(environment)
                .filteredOn(variable -> variable.getName().equals("HF_TOKEN"))
                .singleElement()
                .satisfies(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .isEqualTo("hugging-face"));
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "llama", "ResolvedRefs"))
                .startsWith("True"));
    }

    @Test
    void aPresetThatDoesNotFitRunsNothing() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: kimi}
                spec: {preset: kimi-k2.6-8xh200, gpus: 4, model: {name: kimi}}
                """);
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "kimi", "Ready"))
                .startsWith("False/Invalid: spec.gpus: preset kimi-k2.6-8xh200 does not fit 4 x H200: ")
                .endsWith("8 GPUs of this kind would do"));
        assertThat(observed.ours()).isEmpty();
    }

    @Test
    void aTemplateThatIsNoneIsRefused() {
        CLUSTER.apply("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: tiny}
                spec:
                  model: {name: tiny, source: "hf://a/b"}
                  podTemplate: {spec: {terminationGracePeriodSeconds: [soon]}}
                """);
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "tiny", "Ready"))
                .startsWith("False/Refused: spec.podTemplate does not fit into a pod template: "));
        assertThat(observed.ours()).isEmpty();
    }

    private static String deployment(String name, String more, String source) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: ModelDeployment
                metadata: {name: %s}
                spec:
                  model: {name: tiny, source: "%s"}
                  %s
                """.formatted(name, source, more);
    }
}
