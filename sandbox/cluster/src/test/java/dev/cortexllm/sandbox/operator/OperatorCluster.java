package dev.cortexllm.sandbox.operator;

import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.operator.CortexOperator;
import dev.cortexllm.operator.OperatorSettings;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.rights.ActingOperator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster with our kinds and the real operator in this process, which acts as the chart's ServiceAccount, with the chart's roles.
 * Each test has a namespace and an operator to itself.
 */
final class OperatorCluster implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Duration SOON = Duration.ofSeconds(30);
    static final Duration RESYNC = Duration.ofSeconds(1);
    private static final Path MANIFESTS = Path.of("../../crds/manifests");

    private TestCluster cluster;
    private String namespace;
    private ActingOperator acting;
    private CortexOperator operator;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        cluster = TestCluster.open(Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                client().load(Files.newInputStream(file))
                        .items()
                        .forEach(crd -> client().resource(crd).forceConflicts().serverSideApply());
            }
        }
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() ->
                        client().resources(LLMGateway.class).inAnyNamespace().list() != null);
        acting = ActingOperator.in(cluster, context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        namespace = cluster.newNamespace("op-");
        acting.watch(namespace);
        startOperator();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stopOperator();
        client().namespaces().withName(namespace).delete();
        acting.assertNothingRefused();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        acting.close();
        cluster.close();
    }

    void startOperator() {
        OperatorSettings settings = new OperatorSettings(
                Set.of(namespace),
                Optional.empty(),
                new InetSocketAddress("127.0.0.1", 0),
                Optional.empty(),
                "cortexllm/router:test",
                true,
                false,
                RESYNC,
                Optional.empty(),
                "cluster.local",
                RESYNC,
                Optional.of("http://operator.test:8081"));
        operator = new CortexOperator(acting.client(), settings, Clock.systemUTC());
        operator.start();
    }

    void stopOperator() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    KubernetesClient client() {
        return cluster.client();
    }

    /** A client with no more rights than the chart gives the operator. */
    KubernetesClient operatorClient() {
        return acting.client();
    }

    /** The operator's own namespace, which it does not watch. */
    String systemNamespace() {
        return acting.namespace();
    }

    String namespace() {
        return namespace;
    }

    /** Applies documents to the test's namespace, in their order. */
    void apply(String yaml) {
        load(yaml).forEach(object -> client().resource(object)
                .inNamespace(namespace)
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply());
    }

    /** Deletes what documents name. */
    void delete(String yaml) {
        load(yaml)
                .forEach(object ->
                        client().resource(object).inNamespace(namespace).delete());
    }

    private List<HasMetadata> load(String yaml) {
        return client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    <R extends HasMetadata> R get(Class<R> kind, String name) {
        return client().resources(kind).inNamespace(namespace).withName(name).get();
    }
}
