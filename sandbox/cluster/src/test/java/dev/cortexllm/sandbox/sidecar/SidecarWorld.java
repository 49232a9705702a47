package dev.cortexllm.sandbox.sidecar;

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
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A cluster of one node with the operator; routers, engines and the application are processes. */
final class SidecarWorld implements BeforeAllCallback, AfterAllCallback {
    static final Duration SOON = Duration.ofSeconds(90);

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    private final int gatewayPort = freePort();
    private TestCluster cluster;
    private ActingOperator acting;
    private CortexOperator operator;
    private Kubelet kubelet;
    private String namespace;
    private Path answers;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        cluster = TestCluster.open(3);
        try (Stream<Path> files = Files.list(CHECKOUT.resolve("crds/manifests"))) {
            files.forEach(file -> load(file)
                    .forEach(crd -> client().resource(crd).forceConflicts().serverSideApply()));
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        client().resources(LLMGateway.class).inAnyNamespace().list() != null);
        namespace = cluster.newNamespace("sidecar-");
        Path state = Files.createDirectories(
                CHECKOUT.resolve("sandbox/cluster/target/sidecar").resolve(namespace));
        answers = state.resolve("answers");
        acting = ActingOperator.in(cluster, context.getRequiredTestClass());
        acting.watch(namespace);
        operator = new CortexOperator(acting.client(), settings(), Clock.systemUTC());
        operator.start();
        kubelet = Kubelet.start(client(), options(state));
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

    /** Containers of a pod share no loopback address here, so both are told the pod's; and Services have no names. */
    private KubeletOptions options(Path state) throws IOException {
        Path hosts = Files.writeString(
                state.resolve("hosts"), "127.0.0.1 localhost main-router." + namespace + ".svc.cluster.local\n");
        Programs programs = new Programs(CHECKOUT, state);
        ContainerRuntime router = new ContainerRuntime(
                "cortexllm/router",
                programs.command(Program.ROUTER, List.of()),
                List.of(),
                Map.of(
                        "CORTEX_LISTEN_ADDRESS",
                        "$(POD_IP)",
                        "CORTEX_ADMIN_ADDRESS",
                        "$(POD_IP)",
                        "JDK_JAVA_OPTIONS",
                        "-Dvertx.disableDnsResolver=true -Djdk.net.hosts.file=" + hosts),
                false);
        ContainerRuntime engine = new ContainerRuntime(
                "vllm/vllm-openai",
                programs.command(Program.MODELS, List.of("vllm", "serve")),
                List.of(),
                Map.of("CORTEX_ENGINE_HOST", "$(POD_IP)", "CORTEX_SANDBOX_ARGS", "--host $(POD_IP)"),
                false);
        ContainerRuntime app = new ContainerRuntime(
                "example/assistant",
                List.of(
                        JAVA.resolve("java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppProcess.class.getName(),
                        answers.toString()),
                List.of(),
                Map.of("OPENAI_BASE_URL", "http://$(POD_IP):8080/v1"),
                true);
        return new KubeletOptions(
                node(),
                state.resolve("kubelet"),
                new RuntimeCatalog("test", List.of(router, engine, app)),
                Map.of(),
                Map.of(
                        "nvidia.com/gpu", new Quantity("1"),
                        "cpu", new Quantity("64"),
                        "memory", new Quantity("512Gi")),
                List.of(ServiceRoute.parse(namespace + "/main-router:" + gatewayPort + "=127.0.0.1:" + gatewayPort)),
                new RestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(2)));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String node() {
        return "node-" + namespace;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    String namespace() {
        return namespace;
    }

    /** Port of the gateway's Service, the same on this machine. */
    int gatewayPort() {
        return gatewayPort;
    }

    /** What the application was told, line by line, once it has written it down. */
    List<String> answers() throws IOException {
        await().atMost(SOON).until(() -> Files.exists(answers));
        return Files.readAllLines(answers);
    }

    /** A file of the example. */
    static String example(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve("examples/sidecar").resolve(file));
    }

    void apply(String yaml) {
        client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(object -> client().resource(object)
                        .inNamespace(namespace)
                        .fieldManager("test")
                        .forceConflicts()
                        .serverSideApply());
    }

    private List<io.fabric8.kubernetes.api.model.HasMetadata> load(Path file) {
        try {
            return client().load(Files.newInputStream(file)).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process of the application's sidecar. */
    long sidecar() {
        Pod pod = client().pods()
                .inNamespace(namespace)
                .withLabel("app", "assistant")
                .list()
                .getItems()
                .get(0);
        String id = pod.getStatus().getInitContainerStatuses().get(0).getContainerID();
        return Long.parseLong(id.replaceAll("process://(\\d+)\\..*", "$1"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        operator.close();
        acting.assertNothingRefused();
        client().namespaces().withName(namespace).withGracePeriod(0).delete();
        client().pods().inNamespace(namespace).withGracePeriod(0).delete();
        await().atMost(SOON)
                .until(() ->
                        client().pods().inNamespace(namespace).list().getItems().isEmpty());
        kubelet.close();
        client().nodes().withName(node()).delete();
        acting.close();
        cluster.close();
    }
}
