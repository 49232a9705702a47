package dev.cortexllm.sandbox.demo;

import dev.cortexllm.sandbox.demo.load.ChatClient;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.step.Cluster;
import dev.cortexllm.sandbox.demo.step.EngineProbe;
import dev.cortexllm.sandbox.demo.step.Stage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the main job on this machine: {@code cortex demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts sandbox cluster, operator, kubelet and a simulated cloud, and applies examples/hybrid.")
public final class DemoCommand implements Callable<Integer> {
    private static final String NAMESPACE = "default";
    /** The story tells the engine when its load is over: what must happen before does not race with a clock. */
    private static final String LOADS_UNTIL_TOLD = "20m";

    private static final String LOADS_FOR_A_MOMENT = "5s";

    @Option(
            names = "--once",
            description = "Play the story, print one line per step, end; exit 1 if a step does not hold.")
    private boolean once;

    @Option(names = "--kubeconfig", description = "Use this API server instead of the embedded one.")
    private Path kubeconfig;

    @Option(names = "--root", defaultValue = ".", description = "The checkout; set by ./cortex.")
    private Path root;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the order in which resources are applied.")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws InterruptedException {
        if (kubeconfig != null && !Files.isRegularFile(kubeconfig)) {
            throw new ParameterException(spec.commandLine(), "--kubeconfig: there is no file " + kubeconfig);
        }
        Path checkout = root.toAbsolutePath().normalize();
        try (StateDirectory state = StateDirectory.open(checkout.resolve(".cortex/demo"))) {
            return play(checkout, state.path());
        } catch (IOException | IllegalStateException | KubernetesClientException e) {
            System.err.println("demo: " + sentence(e));
            return 1;
        }
    }

    private int play(Path checkout, Path state) throws IOException, InterruptedException {
        Programs programs = new Programs(checkout, state.resolve("logs"));
        programs.check();
        try (World world = new World(programs, state, NAMESPACE)) {
            Thread stop = new Thread(() -> stop(world), "stop-children");
            Runtime.getRuntime().addShutdownHook(stop);
            out.println("logs and state in " + state);
            world.apiServer(kubeconfig);
            try (KubernetesClient client = client(world.kubeconfig())) {
                out.println("API server is up: " + Definitions.serverVersion(client));
                return play(world, client, checkout, state.resolve("example"));
            }
        }
    }

    /** Runs on Ctrl-C and SIGTERM, and after the end, when there is nothing left to stop. */
    private void stop(World world) {
        if (world.running()) {
            out.println("stopping every process of the demo");
            world.close();
        }
    }

    private int play(World world, KubernetesClient client, Path checkout, Path copy)
            throws IOException, InterruptedException {
        Definitions.apply(client, checkout.resolve("crds/manifests"));
        out.println("definitions of our kinds are established");
        String cloud = world.cloud();
        out.println("simulated cloud is up at " + cloud);
        world.start();
        out.println("operator is up");
        world.kubelet(once ? LOADS_UNTIL_TOLD : LOADS_FOR_A_MOMENT);
        out.println("sandbox kubelet is up");
        Cluster cluster = new Cluster(client, NAMESPACE);
        List<HasMetadata> example = Example.read(client, checkout.resolve("examples/hybrid"), cloud, seed);
        Example.write(copy, example);
        for (HasMetadata object : example) {
            cluster.apply(object);
            out.println(
                    "applied " + object.getKind() + " " + object.getMetadata().getName());
        }
        try (ChatClient chat = new ChatClient(world.gatewayUrl(), "assistant")) {
            Stage stage = new Stage(cluster, chat, new EngineProbe(cluster, "qwen"), world);
            return once ? story(stage) : stay(world, stage, copy);
        }
    }

    private int story(Stage stage) throws InterruptedException {
        int failed = new Story(out).play(stage);
        out.println(failed == 0 ? "all steps hold" : failed + " steps do not hold");
        return failed == 0 ? 0 : 1;
    }

    private int stay(World world, Stage stage, Path copy) throws InterruptedException {
        long start = System.nanoTime();
        while (!stage.cluster().notReady().isEmpty()) {
            if (System.nanoTime() - start > Duration.ofMinutes(3).toNanos()) {
                out.println(
                        "still not Ready: " + String.join("; ", stage.cluster().notReady()));
                return 1;
            }
            Thread.sleep(200);
        }
        Hints.print(out, world, stage.cluster(), copy);
        new CountDownLatch(1).await();
        return 0;
    }

    private static KubernetesClient client(Path kubeconfig) {
        Config config = config(kubeconfig);
        // enough for a server that is just starting; the default asks an absent one for 20 s
        config.setRequestRetryBackoffLimit(4);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static Config config(Path kubeconfig) {
        try {
            return Config.fromKubeconfig(kubeconfig.toFile());
        } catch (KubernetesClientException e) {
            throw new IllegalStateException(kubeconfig + " is not a kubeconfig", e);
        }
    }

    /** The client's own messages name the operation; what went wrong is in the innermost cause that says something. */
    private static String sentence(Exception failure) {
        String reason = "";
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return failure.getMessage() + (failure.getMessage().contains(reason) ? "" : ": " + reason);
    }
}
