package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The cluster as a user of our kinds sees it. */
public final class Cluster {
    /** What the demo owns in the resources that it applies. */
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("cortex-demo")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final String namespace;

    /**
     * @param client a client of the API server
     * @param namespace where the example lives
     */
    public Cluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The client itself. */
    public KubernetesClient client() {
        return client;
    }

    /** The namespace of the example. */
    public String namespace() {
        return namespace;
    }

    /**
     * Applies an object, as {@code kubectl apply --server-side} does.
     *
     * @param object the object
     */
    public void apply(HasMetadata object) {
        client.resource(object).inNamespace(namespace).patch(APPLY);
    }

    /** A gateway. */
    public LLMGateway gateway(String name) {
        return client.resources(LLMGateway.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** A policy. */
    public RoutingPolicy policy(String name) {
        return client.resources(RoutingPolicy.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** A model deployment. */
    public ModelDeployment deployment(String name) {
        return client.resources(ModelDeployment.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** Engine pods of a deployment that have an address. */
    public List<Pod> enginePods(String deployment) {
        String selector = deployment(deployment).getStatus().selector();
        return client.pods().inNamespace(namespace).withLabelSelector(selector).list().getItems().stream()
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .toList();
    }

    /** The gateway's router pods that have an address. */
    public List<Pod> routerPods() {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", "router")
                .withLabel("app.kubernetes.io/instance", Tally.GATEWAY)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getStatus().getPodIP() != null)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /**
     * A condition of a resource, provided that it speaks of the resource's present generation.
     *
     * @param resource the resource, null when it does not exist
     * @param conditions how to get at its conditions
     * @param type type of the condition
     */
    public static <S, T> Optional<Condition> condition(
            CustomResource<S, T> resource, Function<T, List<Condition>> conditions, String type) {
        if (resource == null || resource.getStatus() == null || conditions.apply(resource.getStatus()) == null) {
            return Optional.empty();
        }
        Long generation = resource.getMetadata().getGeneration();
        return conditions.apply(resource.getStatus()).stream()
                .filter(c -> c.type().equals(type))
                .filter(c -> generation.equals(c.observedGeneration()))
                .findFirst();
    }

    /** Sentences on everything of the example that is absent or not Ready; empty when all is. */
    public List<String> notReady() {
        List<String> unready = new ArrayList<>();
        check(unready, LLMGateway.class, Tally.GATEWAY, status -> status.conditions());
        check(unready, LLMProvider.class, Tally.CLOUD, status -> status.conditions());
        check(unready, ModelDeployment.class, Tally.LOCAL, status -> status.conditions());
        check(unready, RoutingPolicy.class, PolicyEdits.POLICY, status -> status.conditions());
        return unready;
    }

    private <S, T, C extends CustomResource<S, T>> void check(
            List<String> unready, Class<C> type, String name, Function<T, List<Condition>> conditions) {
        C resource =
                client.resources(type).inNamespace(namespace).withName(name).get();
        Optional<Condition> ready = condition(resource, conditions, "Ready");
        if (ready.isEmpty() || ready.get().status() != Condition.Status.True) {
            unready.add(type.getSimpleName() + " " + name + ": "
                    + ready.map(c -> c.reason() + ", " + c.message()).orElse("no Ready condition of its present form"));
        }
    }
}
