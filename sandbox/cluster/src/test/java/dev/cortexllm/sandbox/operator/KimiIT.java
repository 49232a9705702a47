package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.kubelet.Kubelet;
import dev.cortexllm.sandbox.kubelet.KubeletOptions;
import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import dev.cortexllm.sandbox.lws.LwsController;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Kimi K2 on two nodes as {@code examples/kimi-k2/two-nodes} has it, every rank a process of its own. */
class KimiIT {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path EXAMPLE = CHECKOUT.resolve("examples/kimi-k2/two-nodes");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Observed observed = new Observed(CLUSTER);
    private final Programs programs = new Programs(CHECKOUT, CHECKOUT.resolve(".cortex"));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path state;

    private LwsController controller;
    private Kubelet first;
    private Kubelet second;

    @AfterEach
    void stop() {
        List.of(Optional.ofNullable(first), Optional.ofNullable(second))
                .forEach(node -> node.ifPresent(Kubelet::close));
        if (controller != null) {
            controller.close();
        }
        List.of("h200-a", "h200-b")
                .forEach(node -> CLUSTER.client().nodes().withName(node).delete());
    }

    @Test
    void twoNodesServeOneModelAndComeBackTogether() throws Exception {
        withoutTheKind();
        apply();
        Observed.eventually(() -> assertThat(ready())
                .startsWith("False/LeaderWorkerSetMissing: a replica over 2 nodes needs LeaderWorkerSet v1"));

        controller = LwsController.start(CLUSTER.client());
        first = node("h200-a");
        aLeaderAloneIsNotReady();

        second = node("h200-b");
        allRanksServe();
        List<String> before = uids();

        Pod worker = rank("1");
        assertThat(process(worker).destroyForcibly()).isTrue();
        await().atMost(LONG).untilAsserted(() -> assertThat(ready())
                .startsWith("False/GroupRestarting: 0 of 1 replicas answer; group 0 starts again as a whole: container"
                        + " engine of pod kimi-k2-group-0-1 failed, exit code 137"));
        allRanksServe();
        assertThat(uids()).doesNotContainAnyElementsOf(before);
        assertThat(events()).contains("Warning GroupRestarting", "Normal Ready");
    }

    private void aLeaderAloneIsNotReady() {
        await().atMost(LONG).ignoreExceptions().until(() -> process(rank("0")).isAlive());
        Observed.eventually(() -> assertThat(observed.condition(ModelDeployment.class, "kimi-k2", "Scheduled"))
                .startsWith("False"));
        assertThat(observed.condition(ModelDeployment.class, "kimi-k2", "EndpointsReady"))
                .startsWith("False");
        assertThat(ready()).startsWith("False");
    }

    private void allRanksServe() throws IOException, InterruptedException {
        await().atMost(LONG).untilAsserted(() -> assertThat(ready()).startsWith("True"));
        ModelDeployment model = CLUSTER.get(ModelDeployment.class, "kimi-k2");
        assertThat(model.getStatus().replicas()).isEqualTo(1);
        assertThat(model.getStatus().readyReplicas()).isEqualTo(1);
        assertThat(model.getStatus().gpus()).isEqualTo(16);
        assertThat(model.getStatus().selector()).endsWith(LeaderWorkerSet.WORKER_INDEX + "=0");
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> answer = ask();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-cortex-provider")).contains("kimi-k2");
        });
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        InetSocketAddress router = first.serviceAddresses().get(0);
        URI uri = URI.create(
                "http://" + router.getAddress().getHostAddress() + ":" + router.getPort() + "/v1/chat/completions");
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"model": "kimi-k2", "max_tokens": 8, "messages": [{"role": "user", "content": "hello"}]}
                                """))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The cloud is far away, and one router without a Redis will do. */
    private void apply() throws IOException {
        for (String file : List.of("deployment", "policy", "provider")) {
            CLUSTER.apply(Files.readString(EXAMPLE.resolve(file + ".yaml"))
                    .replace("vendor: moonshot", "vendor: moonshot\n  baseUrl: http://127.0.0.1:9/v1"));
        }
        CLUSTER.apply(Files.readString(EXAMPLE.resolve("gateway.yaml"))
                .replace("replicas: 2", "replicas: 1")
                .replaceAll("(?m)^ *redis:.*$", ""));
        Observed.eventually(
                () -> assertThat(CLUSTER.get(LLMGateway.class, "main")).isNotNull());
    }

    /** A real API server may have it from an earlier test. */
    private void withoutTheKind() {
        var definition = CLUSTER.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("leaderworkersets." + LeaderWorkerSet.GROUP);
        definition.delete();
        await().atMost(LONG)
                .until(() -> definition.get() == null && !CLUSTER.client().supports(LeaderWorkerSet.class));
    }

    private Kubelet node(String name) throws IOException {
        return Kubelet.start(
                CLUSTER.client(),
                new KubeletOptions(
                        name,
                        state.resolve(name),
                        new RuntimeCatalog("test", List.of(router(), engine())),
                        Map.of("nvidia.com/gpu.product", "NVIDIA-H200"),
                        Map.of(
                                "nvidia.com/gpu", new Quantity("8"),
                                "rdma/ib", new Quantity("1"),
                                "cpu", new Quantity("128"),
                                "memory", new Quantity("2Ti")),
                        List.of(ServiceRoute.parse(CLUSTER.namespace() + "/main-router:80=127.0.0.1:0")),
                        new RestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(1))));
    }

    private ContainerRuntime router() {
        return new ContainerRuntime(
                "cortexllm/router",
                programs.command(Program.ROUTER, List.of()),
                List.of(),
                Map.of("CORTEX_LISTEN_ADDRESS", "$(POD_IP)", "CORTEX_ADMIN_ADDRESS", "$(POD_IP)"),
                false);
    }

    private ContainerRuntime engine() {
        return new ContainerRuntime(
                "vllm/vllm-openai",
                programs.command(Program.MODELS, List.of("vllm")),
                List.of(),
                Map.of("CORTEX_SANDBOX_ARGS", "--host $(POD_IP) --load-time 300ms --bind-after-load"),
                false,
                "vllm");
    }

    private String ready() {
        return observed.condition(ModelDeployment.class, "kimi-k2", "Ready");
    }

    private List<Pod> engines() {
        return CLUSTER.client()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withLabel(Labels.COMPONENT, Labels.ENGINE)
                .list()
                .getItems();
    }

    private Pod rank(String index) {
        return engines().stream()
                .filter(pod -> index.equals(pod.getMetadata().getLabels().get(LeaderWorkerSet.WORKER_INDEX)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> uids() {
        return engines().stream().map(pod -> pod.getMetadata().getUid()).toList();
    }

    /** {@code process://<pid>.<start>}. */
    private static ProcessHandle process(Pod pod) {
        String id = pod.getStatus().getContainerStatuses().get(0).getContainerID();
        return ProcessHandle.of(
                        Long.parseLong(id.replaceFirst("^process://", "").replaceFirst("[.].*$", "")))
                .orElseThrow();
    }

    private List<String> events() {
        return CLUSTER.client().events().v1().events().inNamespace(CLUSTER.namespace()).list().getItems().stream()
                .filter(event -> "ModelDeployment".equals(event.getRegarding().getKind()))
                .map(KimiIT::told)
                .toList();
    }

    private static String told(Event event) {
        return event.getType() + " " + event.getReason();
    }
}
