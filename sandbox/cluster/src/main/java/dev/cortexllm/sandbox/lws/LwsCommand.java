package dev.cortexllm.sandbox.lws;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lws}: runs the controller of LeaderWorkerSets until it is told to stop. */
@Command(
        name = "lws",
        mixinStandardHelpOptions = true,
        description =
                "Runs a small controller of LeaderWorkerSets; a cluster that does not know them gets their definition.")
public final class LwsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the API server (default: as kubectl).")
    private Path kubeconfig;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        KubernetesClientBuilder builder = new KubernetesClientBuilder();
        if (kubeconfig != null) {
            builder.withConfig(Config.fromKubeconfig(kubeconfig.toFile()));
        }
        try (KubernetesClient client = builder.build();
                LwsController controller = LwsController.start(client)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "lws-shutdown"));
            spec.commandLine().getOut().println("LeaderWorkerSets are kept on " + client.getMasterUrl());
            spec.commandLine().getOut().flush();
            stopped.await();
            return 0;
        }
    }
}
