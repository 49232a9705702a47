package dev.cortexllm.sandbox.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.kubelet.Kubelet;
import dev.cortexllm.sandbox.kubelet.KubeletOptions;
import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's own manifest, but for the addresses of engine and gateway, on our kubelet. */
class SidecarIT {
    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path EXAMPLE = CHECKOUT.resolve("examples/sidecar");
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String KEY = "replace-me-with-a-long-key";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    private Path folder;

    @Test
    void theApplicationNeverMeetsTheCloudsKeys() throws Exception {
        Path answers = folder.resolve("answers");
        try (Upstream engine = new Upstream("engine");
                Upstream gateway = new Upstream("gateway");
                TestCluster cluster = TestCluster.open(3)) {
            String namespace = cluster.newNamespace("sidecar-");
            Kubelet kubelet = Kubelet.start(cluster.client(), options(namespace, answers));
            try {
                apply(cluster, namespace, Files.readString(EXAMPLE.resolve("secret.yaml")));
                apply(
                        cluster,
                        namespace,
                        Files.readString(EXAMPLE.resolve("app.yaml"))
                                .replace("http://qwen-engine.models.svc:8000", engine.url())
                                .replace("http://main-router.models.svc/v1", gateway.url() + "/v1"));
                await().atMost(SOON).until(() -> Files.exists(answers));

                List<String> told = Files.readAllLines(answers);
                assertThat(told.get(0)).startsWith("assistant: ").contains("this is the engine");
                assertThat(told.get(1)).startsWith("assistant-cloud: ").contains("this is the gateway");
                assertThat(engine.authorizations())
                        .as("the engine is told no key")
                        .containsExactly("null");
                assertThat(gateway.authorizations()).containsExactly("Bearer " + KEY);
                isSmall(routerOf(cluster, namespace));
            } finally {
                cluster.client().namespaces().withName(namespace).delete();
                kubelet.close();
                cluster.client().nodes().withName(node(namespace)).delete();
            }
        }
    }

    /** One event loop and at most 96 MiB of heap, as the running process has them. */
    private static void isSmall(long pid) throws IOException, InterruptedException {
        assertThat(jcmd(pid, "Thread.print").lines().filter(line -> line.startsWith("\"vert.x-eventloop-thread-")))
                .hasSize(1);
        assertThat(jcmd(pid, "VM.flags")).contains("-XX:MaxHeapSize=" + 96 * 1024 * 1024);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JAVA.resolve("jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        return said;
    }

    private static long routerOf(TestCluster cluster, String namespace) {
        Pod pod = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app", "assistant")
                .list()
                .getItems()
                .get(0);
        String id = pod.getStatus().getInitContainerStatuses().get(0).getContainerID();
        return Long.parseLong(id.replaceAll("process://(\\d+)\\..*", "$1"));
    }

    private static void apply(TestCluster cluster, String namespace, String yaml) {
        cluster.client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(object -> cluster.client()
                        .resource(object)
                        .inNamespace(namespace)
                        .fieldManager("test")
                        .forceConflicts()
                        .serverSideApply());
    }

    /** Containers of a pod share no loopback address here, so both are told the pod's. */
    private KubeletOptions options(String namespace, Path answers) throws IOException {
        Path state = Files.createDirectories(folder.resolve("kubelet"));
        ContainerRuntime router = new ContainerRuntime(
                "cortexllm/router",
                new Programs(CHECKOUT, state).command(Program.ROUTER, List.of()),
                List.of(),
                Map.of("CORTEX_LISTEN_ADDRESS", "$(POD_IP)", "CORTEX_ADMIN_ADDRESS", "$(POD_IP)"),
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
                node(namespace),
                state,
                new RuntimeCatalog("test", List.of(router, app)),
                Map.of(),
                Map.of("cpu", new Quantity("8"), "memory", new Quantity("16Gi")),
                List.of(),
                new RestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(2)));
    }

    private static String node(String namespace) {
        return "node-" + namespace;
    }
}
