package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.watch.OptionalKind;
import dev.cortexllm.sandbox.TestCluster;
import dev.cortexllm.sandbox.lws.LwsController;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A kind that comes, goes and comes again under a running watch. */
class OptionalKindIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestCluster cluster;

    @BeforeAll
    static void open() {
        cluster = TestCluster.open(Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void isWatchedAsLongAsItIsServed() {
        KubernetesClient client = cluster.client();
        String namespace = cluster.newNamespace("optional-");
        List<String> told = new CopyOnWriteArrayList<>();
        AtomicInteger changes = new AtomicInteger();
        remove(client);
        try (OptionalKind<LeaderWorkerSet> kind =
                new OptionalKind<>(client, LeaderWorkerSet.class, Set.of(namespace))) {
            kind.listen(set -> told.add(set.getMetadata().getName()));
            kind.whenChanged(changes::incrementAndGet);
            kind.check();
            assertThat(kind.present()).isFalse();
            assertThat(kind.find(namespace, "ours")).isEmpty();
            assertThat(changes).hasValue(0);

            LwsController.install(client);
            eventually(kind, true);
            assertThat(changes).hasValue(1);
            create(namespace, "ours", Labels.MANAGED_BY + ": " + Labels.OPERATOR);
            create(namespace, "foreign", "a: b");
            await().atMost(SOON).until(() -> kind.find(namespace, "ours").isPresent() && told.contains("ours"));
            assertThat(kind.find(namespace, "foreign")).isEmpty();
            assertThat(kind.find(namespace, "ours").orElseThrow().getSpec().replicas())
                    .isEqualTo(2);

            remove(client);
            eventually(kind, false);
            assertThat(kind.find(namespace, "ours")).isEmpty();
            assertThat(kind.refusal()).isEmpty();

            LwsController.install(client);
            eventually(kind, true);
            create(namespace, "again", Labels.MANAGED_BY + ": " + Labels.OPERATOR);
            await().atMost(SOON).until(() -> kind.find(namespace, "again").isPresent());
            assertThat(changes).hasValue(3);
        } finally {
            client.namespaces().withName(namespace).delete();
        }
    }

    private static void eventually(OptionalKind<?> kind, boolean present) {
        await().atMost(SOON).until(() -> {
            kind.check();
            return kind.present() == present;
        });
    }

    private static void create(String namespace, String name, String label) {
        cluster.client().resource("""
                        apiVersion: leaderworkerset.x-k8s.io/v1
                        kind: LeaderWorkerSet
                        metadata: {name: %s, namespace: %s, labels: {%s}}
                        spec:
                          replicas: 2
                          leaderWorkerTemplate:
                            workerTemplate: {spec: {containers: [{name: c, image: none}]}}
                        """.formatted(name, namespace, label)).create();
    }

    private static void remove(KubernetesClient client) {
        var definition = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("leaderworkersets." + LeaderWorkerSet.GROUP);
        definition.delete();
        await().atMost(SOON).until(() -> definition.get() == null && !client.supports(LeaderWorkerSet.class));
    }
}
