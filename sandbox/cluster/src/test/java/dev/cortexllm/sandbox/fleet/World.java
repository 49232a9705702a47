package dev.cortexllm.sandbox.fleet;

import dev.cortexllm.sandbox.Definitions;
import dev.cortexllm.sandbox.demo.process.Child;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.process.Leash;
import dev.cortexllm.sandbox.rights.TokenKubeconfig;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** An API server with our kinds, and operators that come and go: each a process, so that it can be killed and measured. */
final class World implements AutoCloseable {
    /** The heap that an operator may have; without memory it ends, instead of going on half dead. */
    private static final List<String> HEAP = List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

    private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path WORK = CHECKOUT.resolve("sandbox/cluster/target/fleet");
    private static final Duration UP = Duration.ofSeconds(90);

    private final Programs programs;
    private final Path kubeconfig;
    private final KubernetesClient client;
    private final List<Child> operators = new ArrayList<>();
    private final Map<String, Path> actingIn = new HashMap<>();

    private World(Programs programs, Path kubeconfig) {
        this.programs = programs;
        this.kubeconfig = kubeconfig;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** Takes the API server that {@code KUBECONFIG} names, or starts one, and gives it our kinds. */
    static World open() throws IOException, InterruptedException {
        Programs programs = new Programs(CHECKOUT, WORK);
        String given = System.getenv("KUBECONFIG");
        Path kubeconfig = given == null || given.isBlank() ? started(programs) : Path.of(given);
        World world = new World(programs, kubeconfig);
        Definitions.apply(world.client);
        return world;
    }

    private static Path started(Programs programs) throws InterruptedException {
        Path kubeconfig = WORK.resolve("kubeconfig");
        programs.start(
                        "apiserver",
                        Program.SANDBOX,
                        List.of("apiserver", "--kubeconfig", kubeconfig.toString()),
                        Pattern.compile("listening on"))
                .awaitUp(UP);
        return kubeconfig;
    }

    KubernetesClient client() {
        return client;
    }

    /** Creates a namespace and returns its name. */
    String namespace(String prefix) {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    /**
     * Starts an operator for one namespace; it need not be up when this returns.
     *
     * @param namespace the only one that it sees
     * @param resync longest time between two looks at the same resource, such as {@code 5m}
     */
    Child operator(String namespace, String resync) {
        List<String> command = new ArrayList<>(programs.command(
                Program.OPERATOR,
                List.of(
                        "--kubeconfig",
                        actingIn.computeIfAbsent(namespace, this::acting).toString(),
                        "--namespace",
                        namespace,
                        "--resync",
                        resync,
                        "--health-port",
                        "-1")));
        command.addAll(1, HEAP);
        String name = namespace + "-operator-" + operators.size();
        Child operator = Child.start(
                name,
                Leash.ofThisMachine().on(command),
                WORK.resolve(name + ".log"),
                Pattern.compile("operator ready"));
        operators.add(operator);
        return operator;
    }

    /** A kubeconfig of the chart's ServiceAccount, which may look after a namespace. */
    private Path acting(String namespace) {
        try {
            return TokenKubeconfig.write(client, kubeconfig, namespace, WORK.resolve(namespace + ".kubeconfig"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What an operator's heap holds after a full collection.
     *
     * @param operator a running one
     * @return bytes
     */
    static long liveBytes(Child operator) throws IOException, InterruptedException {
        // A histogram of the living is preceded by a full collection; its last line is the sum.
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(operator.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes());
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd says: " + said.strip());
        }
        String[] total =
                said.strip().substring(said.strip().lastIndexOf("Total")).split("\\s+");
        return Long.parseLong(total[2]);
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        for (Child operator : operators) {
            operator.kill();
        }
        programs.close();
    }
}
