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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Path checkout = root.toAbsolutePath().normalize();
        Path state = checkout.resolve(".cortex/demo");
        try (World world = new World(new Programs(checkout, state.resolve("logs")), state, NAMESPACE)) {
            Thread stop = new Thread(world::close, "stop-children");
            Runtime.getRuntime().addShutdownHook(stop);
            out.println("logs and state in " + state);
            world.apiServer(kubeconfig);
            out.println("API server is up: export KUBECONFIG=" + world.kubeconfig());
            try (KubernetesClient client = client(world.kubeconfig())) {
                return play(world, client, checkout);
            }
        }
    }

    private int play(World world, KubernetesClient client, Path checkout) throws IOException, InterruptedException {
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
        for (HasMetadata object : example) {
            cluster.apply(object);
            out.println(
                    "applied " + object.getKind() + " " + object.getMetadata().getName());
        }
        try (ChatClient chat = new ChatClient(world.gatewayUrl(), "assistant")) {
            Stage stage = new Stage(cluster, chat, new EngineProbe(cluster, "qwen"), world);
            return once ? story(stage) : stay(world, stage);
        }
    }

    private int story(Stage stage) throws InterruptedException {
        int failed = new Story(out).play(stage);
        out.println(failed == 0 ? "all steps hold" : failed + " steps do not hold");
        return failed == 0 ? 0 : 1;
    }

    private int stay(World world, Stage stage) throws InterruptedException {
        long start = System.nanoTime();
        while (!stage.cluster().notReady().isEmpty()) {
            if (System.nanoTime() - start > Duration.ofMinutes(3).toNanos()) {
                out.println(
                        "still not Ready: " + String.join("; ", stage.cluster().notReady()));
                return 1;
            }
            Thread.sleep(200);
        }
        Hints.print(out, world, stage.cluster());
        new CountDownLatch(1).await();
        return 0;
    }

    private static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }
}
