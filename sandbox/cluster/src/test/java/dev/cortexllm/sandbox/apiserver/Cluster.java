package dev.cortexllm.sandbox.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.sandbox.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The cluster a contract test talks to, with a kind for custom resources. Each test has a namespace to itself. */
final class Cluster implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Duration SOON = Duration.ofSeconds(20);
    private TestCluster cluster;
    private String namespace;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        cluster = TestCluster.open(0);
        createWidgets();
    }

    private void createWidgets() throws IOException {
        try (InputStream crd = getClass().getResourceAsStream("/apiserver/widgets.crd.yaml")) {
            HasMetadata created = client().load(crd).items().get(0);
            client().resource(created).serverSideApply();
            // served, not only established: a real server needs a moment more
            await().atMost(SOON).ignoreExceptions().until(() -> {
                widgetsEverywhere().inAnyNamespace().list();
                return true;
            });
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        namespace = cluster.newNamespace("t-");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        client().namespaces().withName(namespace).delete();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        cluster.close();
    }

    KubernetesClient client() {
        return cluster.client();
    }

    String namespace() {
        return namespace;
    }

    Path kubeconfig() {
        return cluster.kubeconfig();
    }

    /** Whether this is the embedded server; a few limits are only worth testing there. */
    boolean embedded() {
        return cluster.server().isPresent();
    }

    MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> widgetsEverywhere() {
        return client().genericKubernetesResources("example.com/v1", "Widget");
    }

    Resource<GenericKubernetesResource> widget(String name) {
        return widgetsEverywhere().inNamespace(namespace).withName(name);
    }

    /** A Widget to be sent; not yet created. */
    Resource<GenericKubernetesResource> widget(String name, Map<String, Object> spec) {
        return client().resource(newWidget(name, spec));
    }

    GenericKubernetesResource newWidget(String name, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("example.com/v1")
                .withKind("Widget")
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    /** Waits for a condition on one object, {@code null} when it is absent; fails when it does not come about. */
    static <T> T eventually(Resource<T> resource, Predicate<T> condition) {
        return resource.waitUntilCondition(condition, SOON.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for an object to be gone. */
    static <T> void eventuallyGone(Resource<T> resource) {
        assertThat(eventually(resource, o -> o == null)).isNull();
    }
}
