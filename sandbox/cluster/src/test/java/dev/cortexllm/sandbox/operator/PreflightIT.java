package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.operator.CortexOperator;
import dev.cortexllm.operator.OperatorSettings;
import dev.cortexllm.operator.Permissions;
import dev.cortexllm.operator.Permissions.Permission;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.apiserver.ApiServer;
import dev.cortexllm.sandbox.apiserver.ApiServerOptions;
import dev.cortexllm.sandbox.rights.OperatorRole;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator says that cannot start. */
class PreflightIT {
    @Test
    void namesTheManifestsWhereTheyAreMissing(@TempDir Path folder) throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig");
        try (ApiServer server = ApiServer.start(ApiServerOptions.defaults())) {
            server.writeKubeconfig(kubeconfig);
            try (KubernetesClient client = new KubernetesClientBuilder()
                            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                            .build();
                    CortexOperator operator = new CortexOperator(client, settings(), Clock.systemUTC())) {
                assertThatThrownBy(operator::start)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("llmgateways.cortexllm.dev")
                        .hasMessageContaining("crds/manifests");
            }
        }
    }

    /** Each verb that the chart grants, taken out of its role alone. */
    @Test
    void namesTheOneVerbThatIsMissing() throws Exception {
        try (TestCluster cluster = TestCluster.embedded(ApiServerOptions.defaults(), 0)) {
            String own = cluster.newNamespace("op-system-");
            String watched = cluster.newNamespace("op-");
            OperatorRole role = new OperatorRole(cluster.client(), own);
            role.grantIn(watched);
            try (KubernetesClient client = cluster.impersonating("system:serviceaccount:" + own + ":cortex-operator")) {
                for (Permission permission : Permissions.all()) {
                    role.grantIn(watched, permission);
                    assertThatThrownBy(() -> start(client, settings(Set.of(watched), Optional.of(own))))
                            .as(permission.toString())
                            .hasStackTraceContaining(permission.verb())
                            .hasStackTraceContaining(permission.resource().split("/")[0]);
                }
            }
        }
    }

    private static void start(KubernetesClient client, OperatorSettings settings) {
        try (CortexOperator operator = new CortexOperator(client, settings, Clock.systemUTC())) {
            operator.start();
        }
    }

    private static OperatorSettings settings() {
        return settings(Set.of(), Optional.empty());
    }

    private static OperatorSettings settings(Set<String> watched, Optional<String> own) {
        return new OperatorSettings(
                watched,
                own,
                new InetSocketAddress("127.0.0.1", 0),
                Optional.empty(),
                "cortexllm/router:test",
                true,
                false,
                Duration.ofMinutes(5),
                Optional.empty(),
                "cluster.local",
                Duration.ofSeconds(30));
    }
}
