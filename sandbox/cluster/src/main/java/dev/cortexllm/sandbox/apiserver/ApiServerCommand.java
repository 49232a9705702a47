package dev.cortexllm.sandbox.apiserver;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apiserver}: runs the API server until it is told to stop. */
@Command(name = "apiserver", mixinStandardHelpOptions = true, description = "Runs the sandbox's Kubernetes API server.")
public final class ApiServerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "0", description = "TCP port on 127.0.0.1; 0 takes any free one.")
    private int port;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Write a kubeconfig for this server.")
    private Path kubeconfig;

    @Option(names = "--crds", paramLabel = "DIR", description = "CustomResourceDefinitions to have from the start.")
    private Path crds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stopped = new CountDownLatch(1);
        try (ApiServer server = ApiServer.start(ApiServerOptions.defaults().withPort(port))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                stopped.countDown();
            }));
            if (crds != null) {
                server.loadManifests(crds);
            }
            if (kubeconfig != null) {
                server.writeKubeconfig(kubeconfig);
            }
            out.println("listening on " + server.url());
            out.flush();
            stopped.await();
        }
        return 0;
    }
}
