package dev.cortexllm.sandbox.kubelet;

import dev.cortexllm.sandbox.kubelet.pod.RestartBackoff;
import dev.cortexllm.sandbox.kubelet.runtime.RuntimeCatalog;
import dev.cortexllm.sandbox.kubelet.service.ServiceRoute;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kubelet}: runs one sandbox node until it is told to end (SIGTERM, Ctrl-C). */
@Command(
        name = "kubelet",
        mixinStandardHelpOptions = true,
        description = "Runs the pods of a cluster as local processes, as a node without a container engine.")
public final class KubeletCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the API server (default: as kubectl).")
    private Path kubeconfig;

    @Option(
            names = "--node-name",
            defaultValue = "sandbox",
            description = "Name of the node (default: ${DEFAULT-VALUE}).")
    private String nodeName;

    @Option(
            names = "--state-dir",
            required = true,
            paramLabel = "DIR",
            description = "Logs, volumes and process records.")
    private Path stateDirectory;

    @Option(names = "--runtimes", required = true, paramLabel = "FILE", description = "How images run (YAML).")
    private Path runtimes;

    @Option(names = "--label", paramLabel = "K=V", description = "A label of the node; repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--capacity",
            paramLabel = "RESOURCE=QUANTITY",
            description = "A resource of the node, such as nvidia.com/gpu=8 or memory=2Ti; repeatable.")
    private Map<String, String> capacity = new LinkedHashMap<>();

    @Option(
            names = "--service",
            paramLabel = "NAMESPACE/NAME:PORT=ADDRESS:LOCALPORT",
            description = "Forwards a loopback address to the ready pods of a Service; repeatable.")
    private List<String> services = List.of();

    @Option(names = "--leave", description = "At the end, delete the node and its pods instead of coming back later.")
    private boolean leave;

    @Override
    public Integer call() throws InterruptedException {
        KubeletOptions options = options();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (KubernetesClient client = client();
                Departure departure = new Departure(client, options.nodeName(), leave);
                Kubelet kubelet = Kubelet.start(client, options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(told, ended), "kubelet-shutdown"));
            for (int i = 0; i < options.services().size(); i++) {
                ServiceRoute route = options.services().get(i);
                spec.commandLine()
                        .getOut()
                        .println("service " + route.namespace() + "/" + route.name() + ":" + route.port() + " at "
                                + kubelet.serviceAddresses().get(i));
            }
            told.await();
            return 0;
        } catch (IOException | KubernetesClientException e) {
            spec.commandLine().getErr().println("kubelet: " + e.getMessage());
            return 1;
        } finally {
            ended.countDown();
        }
    }

    /** Lets the main thread close the kubelet, and the JVM end only after that. */
    private static void endWith(CountDownLatch told, CountDownLatch ended) {
        told.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KubeletOptions options() {
        try {
            Map<String, Quantity> quantities = new LinkedHashMap<>();
            capacity.forEach((resource, amount) -> quantities.put(resource, quantity(resource, amount)));
            return new KubeletOptions(
                    nodeName,
                    stateDirectory,
                    RuntimeCatalog.read(runtimes),
                    labels,
                    quantities,
                    services.stream().map(ServiceRoute::parse).toList(),
                    RestartBackoff.SANDBOX);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read the runtimes file: " + e.getMessage(), e);
        }
    }

    private static Quantity quantity(String resource, String amount) {
        try {
            Quantity quantity = new Quantity(amount);
            Quantity.getAmountInBytes(quantity);
            return quantity;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("--capacity " + resource + ": \"" + amount + "\" is not a quantity", e);
        }
    }

    private KubernetesClient client() {
        KubernetesClientBuilder builder = new KubernetesClientBuilder();
        if (kubeconfig != null) {
            builder.withConfig(Config.fromKubeconfig(kubeconfig.toFile()));
        }
        return builder.build();
    }
}
