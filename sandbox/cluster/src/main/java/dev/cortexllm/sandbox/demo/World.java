package dev.cortexllm.sandbox.demo;

import dev.cortexllm.sandbox.demo.process.Child;
import dev.cortexllm.sandbox.demo.process.Programs;
import dev.cortexllm.sandbox.demo.process.Programs.Program;
import dev.cortexllm.sandbox.demo.step.OperatorProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The processes around the cluster: API server (unless one is given), simulated cloud, operator, kubelet. */
final class World implements OperatorProcess, AutoCloseable {
    static final String GATEWAY = "main";

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final Pattern FORWARDING = Pattern.compile("service \\S+ at /(127\\.\\S+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final Programs programs;
    private final Path state;
    private final String namespace;
    private Path kubeconfig;
    private String gatewayUrl;
    private Child operator;

    World(Programs programs, Path state, String namespace) {
        this.programs = programs;
        this.state = state;
        this.namespace = namespace;
    }

    /** Uses the given API server, or starts the embedded one. */
    void apiServer(Path given) throws InterruptedException {
        if (given != null) {
            kubeconfig = given.toAbsolutePath();
            return;
        }
        kubeconfig = state.resolve("kubeconfig");
        programs.start(
                        "apiserver",
                        Program.SANDBOX,
                        List.of("apiserver", "--port", "0", "--kubeconfig", kubeconfig.toString()),
                        LISTENING)
                .awaitUp(START);
    }

    /** Starts the simulated cloud and returns its base URL. */
    String cloud() throws InterruptedException {
        return programs.start(
                        "cloud",
                        Program.MODELS,
                        List.of(
                                "openai",
                                "--port",
                                "0",
                                "--model",
                                "kimi-k2.6",
                                "--time-to-first-token",
                                "20ms",
                                "--time-per-token",
                                "5ms"),
                        LISTENING)
                .awaitUp(START)
                .group(1);
    }

    @Override
    public void start() throws InterruptedException {
        operator = programs.start(
                "operator",
                Program.OPERATOR,
                List.of("--kubeconfig", kubeconfig.toString(), "--health-port", "0"),
                Pattern.compile("operator ready"));
        operator.awaitUp(START);
    }

    @Override
    public void kill() throws InterruptedException {
        operator.kill();
    }

    /**
     * Starts the kubelet.
     *
     * @param loadTime how long the simulated engine loads its model
     */
    void kubelet(String loadTime) throws InterruptedException, IOException {
        Path runtimes = Runtimes.write(state.resolve("runtimes.yaml"), programs, loadTime);
        String address = programs.start(
                        "kubelet",
                        Program.SANDBOX,
                        List.of(
                                "kubelet",
                                "--kubeconfig",
                                kubeconfig.toString(),
                                "--state-dir",
                                state.resolve("kubelet").toString(),
                                "--runtimes",
                                runtimes.toString(),
                                "--leave",
                                "--capacity",
                                "nvidia.com/gpu=8",
                                "--service",
                                namespace + "/" + GATEWAY + "-router:80=127.0.0.1:0"),
                        FORWARDING)
                .awaitUp(START)
                .group(1);
        gatewayUrl = "http://" + address;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** Where the gateway's Service is reached on this machine, once the kubelet runs. */
    String gatewayUrl() {
        return gatewayUrl;
    }

    /** Whether something may still have to be stopped. */
    boolean running() {
        return programs.running();
    }

    @Override
    public void close() {
        programs.close();
    }
}
