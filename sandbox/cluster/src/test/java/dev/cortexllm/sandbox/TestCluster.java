package dev.cortexllm.sandbox;

import dev.cortexllm.sandbox.apiserver.ApiServer;
import dev.cortexllm.sandbox.apiserver.ApiServerOptions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The cluster a test talks to: the one {@code KUBECONFIG} names, so that what tests say can be checked against a real API server
 * with its controller manager, or else an embedded server of its own.
 *
 * @param kubeconfig how to reach it
 * @param client a client of it
 * @param server the embedded server, empty when a real one is used
 */
public record TestCluster(Path kubeconfig, KubernetesClient client, Optional<ApiServer> server)
        implements AutoCloseable {
    private static final long SOON_SECONDS = 20;

    /** @param retries how often the client tries again by itself when the server refuses or does not answer */
    public static TestCluster open(int retries) {
        String given = System.getenv("KUBECONFIG");
        return given == null || given.isBlank()
                ? embedded(ApiServerOptions.defaults(), retries)
                : of(Path.of(given), Optional.empty(), retries);
    }

    /** An embedded server whatever {@code KUBECONFIG} says. */
    public static TestCluster embedded(ApiServerOptions options, int retries) {
        try {
            ApiServer server = ApiServer.start(options);
            Path kubeconfig = Files.createTempFile("sandbox", ".kubeconfig");
            kubeconfig.toFile().deleteOnExit();
            server.writeKubeconfig(kubeconfig);
            return of(kubeconfig, Optional.of(server), retries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestCluster of(Path kubeconfig, Optional<ApiServer> server, int retries) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        config.setRequestRetryBackoffLimit(retries);
        config.setRequestTimeout(60_000);
        return new TestCluster(
                kubeconfig, new KubernetesClientBuilder().withConfig(config).build(), server);
    }

    /** A client of the same cluster that acts as a ServiceAccount, by the administrator's leave. */
    public KubernetesClient impersonating(String account) {
        Config config = new ConfigBuilder(client.getConfiguration())
                .withImpersonateUsername(account)
                .withImpersonateGroups(
                        "system:serviceaccounts",
                        "system:serviceaccounts:" + account.split(":")[2],
                        "system:authenticated")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Creates a namespace for one test and waits until pods may be created in it. */
    public String newNamespace(String prefix) {
        String name = prefix + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        client.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(account -> account != null, SOON_SECONDS, TimeUnit.SECONDS);
        return name;
    }

    @Override
    public void close() {
        client.close();
        server.ifPresent(ApiServer::close);
    }
}
