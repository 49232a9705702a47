package dev.cortexllm.bench.cluster;

import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Jar;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.program.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sandbox's API server, and beside it whatever is started. Operator and routers are on the processor of what is measured, API
 * server and kubelet on the other one.
 */
public final class Cluster implements AutoCloseable {
    /** Where objects of our kinds are. */
    public static final String OURS = "/apis/cortexllm.dev/v1alpha1/namespaces/default/";
    /** Where Secrets are. */
    public static final String SECRETS = "/api/v1/namespaces/default/secrets";

    private static final Path DEFINITIONS = Path.of("crds/manifests");
    private static final List<String> OPERATOR_HEAP =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    private static final List<String> ROUTER_HEAP = List.of("-Xmx256m", "-XX:+UseSerialGC");
    private static final List<String> SERVER_HEAP = List.of("-Xmx1500m", "-XX:+UseSerialGC");

    private final Path folder;
    private final List<Child> children = new ArrayList<>();
    private final KubeApi api;

    private Cluster(Path folder, int port) {
        this.folder = folder;
        this.api = new KubeApi(port);
    }

    /** What has to be built first; empty: nothing. */
    public static Optional<String> missing() {
        String unbuilt = Stream.of(Jar.values())
                .filter(jar -> jar.file().isEmpty())
                .map(jar -> jar.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return unbuilt.isEmpty() ? Optional.empty() : Optional.of("not built: " + unbuilt);
    }

    /**
     * Starts an API server with the definitions of our kinds.
     *
     * @param folder an empty folder for files
     */
    public static Cluster start(Path folder) {
        int port = Ports.free();
        Cluster cluster = new Cluster(folder, port);
        cluster.child(
                "apiserver",
                Processor.LOAD,
                command(
                        Jar.SANDBOX,
                        SERVER_HEAP,
                        "apiserver",
                        "--port",
                        Integer.toString(port),
                        "--kubeconfig",
                        cluster.kubeconfig(),
                        "--crds",
                        DEFINITIONS.toString()),
                "listening on");
        return cluster;
    }

    /** Its API server. */
    public KubeApi api() {
        return api;
    }

    /** Starts an operator for all namespaces, and returns as soon as its process is there. */
    public Child operator() {
        return started(
                "operator",
                Processor.MEASURED,
                command(Jar.OPERATOR, OPERATOR_HEAP, "--kubeconfig", kubeconfig(), "--health-port", "-1"));
    }

    /**
     * Starts a node that runs routers and nothing else.
     *
     * @param service a Service in the default namespace
     * @return port of the loopback address at which it is reached
     */
    public int node(String service) {
        int port = Ports.free();
        List<String> router = Processor.MEASURED.pinned(command(Jar.ROUTER, ROUTER_HEAP));
        String quoted = router.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        Path runtimes = Files.write(folder.resolve("runtimes.yaml"), """
                runtimes:
                - image: cortexllm/router
                  command: [%s]
                  env: {CORTEX_LISTEN_ADDRESS: $(POD_IP), CORTEX_ADMIN_ADDRESS: $(POD_IP)}
                """.formatted(quoted));
        child(
                "kubelet",
                Processor.LOAD,
                command(
                        Jar.SANDBOX,
                        List.of("-XX:+UseSerialGC"),
                        "kubelet",
                        "--kubeconfig",
                        kubeconfig(),
                        "--state-dir",
                        folder.resolve("node").toString(),
                        "--runtimes",
                        runtimes.toString(),
                        "--service",
                        "default/" + service + ":80=127.0.0.1:" + port),
                "service default/" + service);
        return port;
    }

    private Child child(String name, Processor processor, List<String> command, String up) {
        return started(name, processor, command).awaitLine(up);
    }

    private Child started(String name, Processor processor, List<String> command) {
        Child child = Child.start(command, processor, folder.resolve(name + ".log"));
        children.add(child);
        return child;
    }

    private String kubeconfig() {
        return folder.resolve("kubeconfig").toString();
    }

    private static List<String> command(Jar jar, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Programs.java().toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.file().orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Ends everything at once: nothing of it will be needed again. */
    @Override
    public void close() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).kill();
        }
    }
}
