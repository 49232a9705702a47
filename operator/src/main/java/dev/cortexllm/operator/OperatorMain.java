package dev.cortexllm.operator;

import dev.cortexllm.api.Durations;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The operator's command line. Each flag may also be given as an environment variable, which the flag overrides. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        versionProvider = OperatorMain.Version.class,
        description = "Runs the Cortex LLM operator against a Kubernetes API server.",
        footer = {
            "",
            "Instead of a flag the environment may say it: CORTEX_NAMESPACES, CORTEX_LINK_ADDRESS,",
            "CORTEX_LINK_ADVERTISE, CORTEX_ROUTER_IMAGE, CORTEX_ALLOW_LOOPBACK, CORTEX_LEADER_ELECT,",
            "CORTEX_RESYNC, CORTEX_HEALTH_PORT, CORTEX_SCALING_URL, CORTEX_CLUSTER_DOMAIN, CORTEX_DISCOVERY;",
            "CORTEX_LOG_LEVEL sets the level of the log."
        })
public final class OperatorMain implements Callable<Integer> {
    private static final int LEAD_LOST = 1;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster (default: KUBECONFIG, ~/.kube/config, or the pod's own account).")
    private File kubeconfig;

    @Option(
            names = {"--namespace", "--namespaces"},
            split = ",",
            defaultValue = "${env:CORTEX_NAMESPACES:-}",
            paramLabel = "NAME",
            description = "Namespaces to watch (default: all).")
    private List<String> namespaces = List.of();

    @Option(
            names = "--link-address",
            defaultValue = "${env:CORTEX_LINK_ADDRESS}",
            paramLabel = "HOST:PORT",
            description = "Where routers connect (default: 0.0.0.0:9443 in a pod, else a free port of 127.0.0.1).")
    private String linkAddress;

    @Option(
            names = "--link-advertise",
            defaultValue = "${env:CORTEX_LINK_ADVERTISE}",
            paramLabel = "URL",
            description = "URL that routers are told (default: the Service cortex-operator in a pod, else the address"
                    + " bound).")
    private String linkAdvertise;

    @Option(
            names = "--router-image",
            defaultValue = "${env:CORTEX_ROUTER_IMAGE}",
            paramLabel = "IMAGE",
            description = "Router image where an LLMGateway names none (default: cortexllm/router of this version).")
    private String routerImage;

    @Option(
            names = "--allow-loopback",
            defaultValue = "${env:CORTEX_ALLOW_LOOPBACK}",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether providers may be on this machine (default: false in a pod, else true).")
    private Boolean allowLoopback;

    @Option(
            names = "--leader-elect",
            defaultValue = "${env:CORTEX_LEADER_ELECT}",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether replicas elect a leader (default: true in a pod, else false).")
    private Boolean leaderElect;

    @Option(
            names = "--resync",
            defaultValue = "${env:CORTEX_RESYNC:-5m}",
            paramLabel = "DURATION",
            description = "Longest time between two looks at the same resource (default: ${DEFAULT-VALUE}).")
    private String resync;

    @Option(
            names = "--health-port",
            defaultValue = "${env:CORTEX_HEALTH_PORT:-8081}",
            paramLabel = "PORT",
            description = "Port of /healthz, /readyz and /metrics; 0 picks a free one, -1 serves none (default:"
                    + " ${DEFAULT-VALUE}). Outside a pod it listens on 127.0.0.1 only.")
    private int healthPort;

    @Option(
            names = "--scaling-url",
            defaultValue = "${env:CORTEX_SCALING_URL}",
            paramLabel = "URL",
            description = "Base URL at which KEDA asks for the load of models (default: the health port of the Service"
                    + " cortex-operator in a pod, else that of this machine).")
    private String scalingUrl;

    @Option(
            names = "--cluster-domain",
            defaultValue = "${env:CORTEX_CLUSTER_DOMAIN:-cluster.local}",
            paramLabel = "DOMAIN",
            description = "DNS domain of the cluster (default: ${DEFAULT-VALUE}).")
    private String clusterDomain;

    @Option(
            names = "--discovery",
            defaultValue = "${env:CORTEX_DISCOVERY:-30s}",
            paramLabel = "DURATION",
            description =
                    "Time between two looks whether LeaderWorkerSet and KEDA are installed (default: ${DEFAULT-VALUE}).")
    private String discovery;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    /**
     * Runs until it is told to stop.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        int code = new CommandLine(new OperatorMain())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("operator: " + sentence(failure));
                    return 1;
                })
                .execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws Exception {
        OperatorSettings settings = settings(InPod.namespace(System.getenv()));
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config())
                .withKubernetesSerialization(FieldNames.serialization())
                .build()) {
            CortexOperator operator =
                    new CortexOperator(client, settings, InPod.name(System.getenv()), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, exitCode), "stop"));
            operator.leadLost().thenRun(() -> exitCode.complete(LEAD_LOST));
            operator.start();
            command.commandLine().getOut().println("operator ready, link at " + operator.linkUrl());
            int code = exitCode.get();
            if (code == LEAD_LOST) {
                command.commandLine().getErr().println("operator: lost the lead; another replica takes over");
                operator.close();
            }
            return code;
        }
    }

    OperatorSettings settings(Optional<String> podNamespace) {
        boolean inPod = podNamespace.isPresent();
        return new OperatorSettings(
                Set.copyOf(namespaces.stream().filter(name -> !name.isBlank()).toList()),
                podNamespace,
                linkAddress == null
                        ? new InetSocketAddress(inPod ? "0.0.0.0" : "127.0.0.1", inPod ? 9443 : 0)
                        : address(linkAddress),
                Optional.ofNullable(linkAdvertise)
                        .or(() -> podNamespace.map(namespace -> "https://" + InPod.serviceHost(namespace) + ":9443")),
                routerImage == null ? "cortexllm/router:" + Version.text() : routerImage,
                allowLoopback == null ? !inPod : allowLoopback,
                leaderElect == null ? inPod : leaderElect,
                duration("--resync", resync),
                healthPort < 0
                        ? Optional.empty()
                        : Optional.of(new InetSocketAddress(inPod ? "0.0.0.0" : "127.0.0.1", healthPort)),
                clusterDomain,
                duration("--discovery", discovery),
                Optional.ofNullable(scalingUrl).or(() -> podNamespace
                        .filter(namespace -> healthPort >= 0)
                        .map(namespace -> "http://" + InPod.serviceHost(namespace) + ":" + healthPort)));
    }

    private Config config() throws IOException {
        return kubeconfig == null ? new ConfigBuilder().build() : Config.fromKubeconfig(kubeconfig);
    }

    private InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    text.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--link-address: '" + text + "' is not host:port");
        }
    }

    private Duration duration(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), option + ": " + e.getMessage());
        }
    }

    private static void stop(CortexOperator operator, CompletableFuture<Integer> exitCode) {
        operator.close();
        exitCode.complete(0);
    }

    private static String sentence(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return said(failure) + (root == failure ? "" : " (" + said(root) + ")");
    }

    private static String said(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"cortex-operator " + text()};
        }

        static String text() {
            String version = OperatorMain.class.getPackage().getImplementationVersion();
            return version == null ? "dev" : version;
        }
    }
}
