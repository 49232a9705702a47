package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.Clients;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients' keys as the operator takes them from Secrets, and who may connect meanwhile. */
class ClientKeysTest {
    @RegisterExtension
    static final OperatorCluster CLUSTER = new OperatorCluster();

    @RegisterExtension
    static final CloudApi CLOUD = new CloudApi();

    private static final String GUARDED =
            Hybrid.GATEWAY.replace("replicas: 2", "replicas: 2, auth: {keys: [{secretRef: {name: clients}}]}");
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: clients, labels: {cortexllm.dev/credential: "true"}}
            stringData: {alice: sk-alice-0123456789}
            """;

    private final Observed observed = new Observed(CLUSTER);

    @Test
    void keysChangeWithTheirSecretsWithoutARestartAndTheDoorIsOpenWhileTheyAreAskedFor() throws Exception {
        CLUSTER.apply(Hybrid.all(CLOUD.url()));
        CLUSTER.apply(SECRET);
        List<Pod> routers = observed.pods(Labels.ROUTER, 2);
        Observed.eventually(() -> assertThat(unauthenticated()).startsWith("True/NoClientAuth"));
        assertThat(openPorts()).isEmpty();
        long generation = deployment().getMetadata().getGeneration();

        CLUSTER.apply(GUARDED);
        Observed.eventually(() ->
                assertThat(unauthenticated()).startsWith("False/ClientKeys").contains("there are 1"));
        assertThat(openPorts()).as("no router asks for keys yet").isEmpty();

        Secret slot0 = CLUSTER.get(Secret.class, "main-router-config-0");
        try (LinkClient a = new LinkClient(CLUSTER.client(), routers.get(0), slot0);
                LinkClient b = new LinkClient(CLUSTER.client(), routers.get(1), slot0)) {
            Observed.eventually(() -> assertThat(openPorts()).containsExactly("http"));
            assertThat(a.hash()).isEqualTo(b.hash());

            CLUSTER.apply(SECRET.replace("{alice:", "{bob: sk-bob-0123456789abc, alice:"));
            Observed.eventually(() -> assertThat(keys()).containsExactly("alice", "bob"));
            CLUSTER.client().resource(CLUSTER.get(Secret.class, "clients")).edit(secret -> {
                secret.getData().remove("alice");
                return secret;
            });
            Observed.eventually(() -> assertThat(keys()).containsExactly("bob"));

            CLUSTER.delete(SECRET);
            Observed.eventually(() -> assertThat(observed.condition(LLMGateway.class, "main", "ResolvedRefs"))
                    .startsWith("False/CredentialsMissing")
                    .contains("keys of it that stay in use: 1"));
            assertThat(keys()).containsExactly("bob");
            assertThat(openPorts()).containsExactly("http");

            CLUSTER.apply(Hybrid.GATEWAY);
            Observed.eventually(() -> assertThat(unauthenticated()).startsWith("True/NoClientAuth"));
            assertThat(openPorts()).isEmpty();
        }
        assertThat(deployment().getMetadata().getGeneration())
                .as("nothing of all this concerns the pods")
                .isEqualTo(generation);
    }

    private String unauthenticated() {
        return observed.condition(LLMGateway.class, "main", "Unauthenticated");
    }

    private static Deployment deployment() {
        return CLUSTER.get(Deployment.class, "main-router");
    }

    /** Ports to which pods of every namespace may connect. */
    private static List<String> openPorts() {
        return CLUSTER.get(NetworkPolicy.class, "main-router").getSpec().getIngress().stream()
                .filter(rule -> rule.getFrom().isEmpty())
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getStrVal())
                .toList();
    }

    /** Names of the keys in what routers boot from. */
    private static List<String> keys() {
        Map<String, byte[]> files = new HashMap<>();
        CLUSTER.get(Secret.class, "main-router-config-0")
                .getData()
                .forEach((name, value) -> files.put(name, Base64.getDecoder().decode(value)));
        return BundleFiles.read(files).orElseThrow().config().settings().clients().keys().stream()
                .map(Clients.Key::name)
                .toList();
    }
}
