package dev.cortexllm.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;

/** What a test sees of its namespace. */
final class Observed {
    private static final List<Class<? extends HasMetadata>> CHILDREN = List.of(
            PersistentVolumeClaim.class,
            Job.class,
            Deployment.class,
            ReplicaSet.class,
            Pod.class,
            Service.class,
            Secret.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class);
    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(LLMGateway.class, LLMProvider.class, ModelDeployment.class, RoutingPolicy.class);

    /** Longer than the operator takes from one change to the next configuration. */
    private static final Duration STILL = Duration.ofSeconds(1);

    private final OperatorCluster cluster;

    Observed(OperatorCluster cluster) {
        this.cluster = cluster;
    }

    <R extends CustomResource<?, ?>> String condition(Class<R> kind, String name, String type) {
        return Conditions.text(cluster.get(kind, name), type);
    }

    /**
     * Hash of the configuration that the gateway serves, once it holds policy, provider and deployment as they were applied last. What
     * was there before may look the same but for its hash, so that has to stand still.
     */
    String servedHash() {
        eventually(() -> {
            LLMGateway gateway = cluster.get(LLMGateway.class, "main");
            RoutingPolicy policy = cluster.get(RoutingPolicy.class, "assistant");
            LLMProvider provider = cluster.get(LLMProvider.class, "cloud");
            assertThat(gateway.getStatus().policies()).isEqualTo(1);
            assertThat(condition(RoutingPolicy.class, "assistant", "ResolvedRefs"))
                    .startsWith("True");
            assertThat(policy.getStatus().observedGeneration())
                    .isEqualTo(policy.getMetadata().getGeneration());
            if (provider != null) {
                assertThat(provider.getStatus().observedGeneration())
                        .isEqualTo(provider.getMetadata().getGeneration());
            }
            assertThat(gateway.getStatus().observedGeneration())
                    .isEqualTo(gateway.getMetadata().getGeneration());
        });
        AtomicReference<String> last = new AtomicReference<>();
        await().atMost(OperatorCluster.SOON).during(STILL).until(() -> {
            String now = cluster.get(LLMGateway.class, "main").getStatus().configHash();
            return Objects.equals(now, last.getAndSet(now));
        });
        return last.get();
    }

    List<Pod> pods(String component, int count) {
        List<Pod> found = new ArrayList<>();
        eventually(() -> {
            found.clear();
            found.addAll(cluster.client()
                    .pods()
                    .inNamespace(cluster.namespace())
                    .withLabel(Labels.COMPONENT, component)
                    .list()
                    .getItems());
            assertThat(found).hasSize(count);
        });
        return found;
    }

    /** Stands in for a kubelet. */
    void markReady(Pod pod, String ip) {
        cluster.client()
                .resource(new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(ip)
                        .addNewPodIP(ip)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    List<String> ours() {
        List<String> ours = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : CHILDREN) {
            cluster.client()
                    .resources(kind)
                    .inNamespace(cluster.namespace())
                    .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                    .list()
                    .getItems()
                    .forEach(object -> ours.add(
                            object.getKind() + " " + object.getMetadata().getName()));
        }
        return ours;
    }

    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        List<Class<? extends HasMetadata>> all = new ArrayList<>(CHILDREN);
        all.addAll(KINDS);
        for (Class<? extends HasMetadata> kind : all) {
            cluster.client()
                    .resources(kind)
                    .inNamespace(cluster.namespace())
                    .list()
                    .getItems()
                    .forEach(object -> versions.put(
                            object.getKind() + " " + object.getMetadata().getName(),
                            object.getMetadata().getResourceVersion()));
        }
        return versions;
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(OperatorCluster.SOON).ignoreExceptions().untilAsserted(assertion);
    }
}
