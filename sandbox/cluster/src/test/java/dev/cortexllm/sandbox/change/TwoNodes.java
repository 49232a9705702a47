package dev.cortexllm.sandbox.change;

import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.operator.CortexOperator;
import dev.cortexllm.operator.OperatorSettings;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.kubelet.Kubelet;
import dev.cortexllm.sandbox.kubelet.KubeletOptions;
import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import dev.cortexllm.sandbox.rights.ActingOperator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster of two nodes with the operator, all in this process; routers and engines are processes of their own. The API server is
 * the embedded one, or that of KUBECONFIG.
 */
final class TwoNodes implements BeforeAllCallback, AfterAllCallback {
    static final List<String> NODES = List.of("change-a", "change-b");
    static final Duration SOON = Duration.ofSeconds(60);

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

    private final String engineArguments;
    private final List<Kubelet> kubelets = new ArrayList<>();
    private TestCluster cluster;
    private ActingOperator acting;
    private CortexOperator operator;
    private Programs programs;
    private String namespace;

    /**
     * @param engineArguments further arguments of the simulated engine
     */
    TwoNodes(String engineArguments) {
        this.engineArguments = engineArguments;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        cluster = TestCluster.open(Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
        applyDefinitions();
        namespace = cluster.newNamespace("change-");
        Path work = Files.createDirectories(
                CHECKOUT.resolve("sandbox/cluster/target/change").resolve(namespace));
        programs = new Programs(CHECKOUT, work);
        acting = ActingOperator.in(cluster, context.getRequiredTestClass());
        acting.watch(namespace);
        operator = new CortexOperator(acting.client(), settings(), Clock.systemUTC());
        operator.start();
        for (String node : NODES) {
            kubelets.add(Kubelet.start(client(), options(node, work.resolve(node))));
        }
    }

    private void applyDefinitions() throws IOException {
        try (Stream<Path> files = Files.list(CHECKOUT.resolve("crds/manifests"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                client().load(Files.newInputStream(file))
                        .items()
                        .forEach(crd -> client().resource(crd).forceConflicts().serverSideApply());
            }
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        client().resources(LLMGateway.class).inAnyNamespace().list() != null);
    }

    private OperatorSettings settings() {
        return new OperatorSettings(
                Set.of(namespace),
                Optional.empty(),
                new InetSocketAddress("127.0.0.1", 0),
                Optional.empty(),
                "cortexllm/router:test",
                true,
                false,
                Duration.ofMinutes(5),
                Optional.empty(),
                "cluster.local",
                Duration.ofSeconds(30));
    }

    private KubeletOptions options(String node, Path state) {
        ContainerRuntime router = new ContainerRuntime(
                "cortexllm/router",
                programs.command(Program.ROUTER, List.of()),
                List.of(),
                Map.of("CORTEX_LISTEN_ADDRESS", "$(POD_IP)", "CORTEX_ADMIN_ADDRESS", "$(POD_IP)"),
                false);
        ContainerRuntime engine = new ContainerRuntime(
                "vllm/vllm-openai",
                programs.command(Program.MODELS, List.of("vllm", "serve")),
                List.of(),
                Map.of("CORTEX_ENGINE_HOST", "$(POD_IP)", "CORTEX_SANDBOX_ARGS", "--host $(POD_IP) " + engineArguments),
                false);
        ContainerRuntime shell = new ContainerRuntime("local/sh", List.of("sh"), List.of(), Map.of(), false);
        return new KubeletOptions(
                node,
                state,
                new RuntimeCatalog("test", List.of(router, engine, shell)),
                Map.of("example.com/node", node),
                Map.of(
                        "nvidia.com/gpu", new Quantity("4"),
                        "cpu", new Quantity("64"),
                        "memory", new Quantity("512Gi")),
                List.of(ServiceRoute.parse(namespace + "/main-router:80=127.0.0.1:0")),
                new RestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(2)));
    }

    KubernetesClient client() {
        return cluster.client();
    }

    String namespace() {
        return namespace;
    }

    Kubectl kubectl() {
        return new Kubectl(cluster.kubeconfig(), namespace, client());
    }

    /** Where a node forwards to the gateway's ready routers. */
    String gateway(String node) {
        return "http://127.0.0.1:"
                + kubelets.get(NODES.indexOf(node)).serviceAddresses().get(0).getPort();
    }

    /** Applies documents, in their order. */
    void apply(String yaml) {
        for (HasMetadata object : client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            client().resource(object)
                    .inNamespace(namespace)
                    .fieldManager("test")
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    <R extends HasMetadata> R get(Class<R> kind, String name) {
        return client().resources(kind).inNamespace(namespace).withName(name).get();
    }

    /** Pods of the namespace, also those that are about to go. */
    List<Pod> pods(String component) {
        return client().pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", component)
                .list()
                .getItems();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (operator != null) {
            operator.close();
        }
        acting.assertNothingRefused();
        client().namespaces().withName(namespace).withGracePeriod(0).delete();
        client().pods().inNamespace(namespace).withGracePeriod(0).delete();
        await().atMost(SOON)
                .until(() ->
                        client().pods().inNamespace(namespace).list().getItems().isEmpty());
        kubelets.forEach(Kubelet::close);
        NODES.forEach(node -> client().nodes().withName(node).delete());
        programs.close();
        acting.close();
        cluster.close();
    }
}
