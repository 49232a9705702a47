package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.apiserver.ApiServerOptions;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.ContainerRuntime;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A kubelet in this process, on an embedded API server of its own, seen as a test sees it. */
final class SandboxNode implements AutoCloseable {
    private static final List<String> HELLO = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HelloServer.class.getName());

    private final Path state;
    private final TestCluster cluster;
    private final KubernetesClient ofKubelet;
    private final Queue<String> writes = new ConcurrentLinkedQueue<>();
    private Kubelet kubelet;

    private SandboxNode(Path state, TestCluster cluster) {
        this.state = state;
        this.cluster = cluster;
        this.ofKubelet = new KubernetesClientBuilder()
                .withConfig(cluster.client().getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("writes", new WriteLog()))
                .build();
    }

    /**
     * Starts both.
     *
     * @param state the kubelet's directory
     * @param clock the API server's; the kubelet's is the system's
     */
    static SandboxNode start(Path state, Clock clock) throws IOException {
        ApiServerOptions options = new ApiServerOptions("127.0.0.1", 0, clock, Ids.from(new SecureRandom()));
        SandboxNode node = new SandboxNode(state, TestCluster.embedded(options, 0));
        node.client()
                .serviceAccounts()
                .withName("default")
                .waitUntilCondition(account -> account != null, 20, TimeUnit.SECONDS);
        node.startKubelet();
        return node;
    }

    void startKubelet() throws IOException {
        kubelet = Kubelet.start(ofKubelet, options());
    }

    private KubeletOptions options() {
        return new KubeletOptions(
                "sandbox",
                state,
                new RuntimeCatalog(
                        "test",
                        List.of(
                                new ContainerRuntime("local/sh", List.of("sh"), List.of(), Map.of(), false),
                                new ContainerRuntime("local/hello", HELLO, List.of("$(POD_IP)"), Map.of(), true))),
                Map.of("zone", "here"),
                Map.of("nvidia.com/gpu", new Quantity("1")),
                List.of(ServiceRoute.parse("default/web:http=127.0.0.1:0")),
                new RestartBackoff(Duration.ofMillis(50), Duration.ofMillis(200)));
    }

    Kubelet kubelet() {
        return kubelet;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    NonNamespaceOperation<Pod, PodList, PodResource> pods() {
        return client().pods().inNamespace("default");
    }

    /** Creates a pod with the label {@code app} of its name. */
    void create(String name, String spec) {
        String indented = spec.stripTrailing().replace("\n", "\n  ");
        client().resource("apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", labels: {app: " + name
                        + "}}\nspec:\n  " + indented)
                .create();
    }

    Pod await(String name, Predicate<Pod> wanted) {
        return pods().withName(name)
                .waitUntilCondition(
                        pod -> pod != null && pod.getStatus() != null && wanted.test(pod), 30, TimeUnit.SECONDS);
    }

    /** Reasons of a pod's events so far. */
    List<String> reasons(String pod) {
        return client().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(pod))
                .map(event -> event.getReason())
                .toList();
    }

    /** How often the kubelet has written a pod's status, whether the server took it for a change or not. */
    long statusWrites(String pod) {
        String path = "/api/v1/namespaces/default/pods/" + pod + "/status";
        return writes.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        kubelet.close();
        ofKubelet.close();
        cluster.close();
    }

    private final class WriteLog implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (!request.method().equals("GET")) {
                writes.add(request.uri().getPath());
            }
        }
    }
}
