package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Set;

/**
 * Asks for one object of each kind that is watched before any watch starts: a watch that the API server refuses is tried
 * again for minutes, and says why only in a stack trace.
 */
final class Preflight {
    private static final List<Class<? extends HasMetadata>> OWN =
            List.of(LLMGateway.class, LLMProvider.class, ModelDeployment.class, RoutingPolicy.class);
    private static final List<Class<? extends HasMetadata>> CHILDREN = List.of(
            Pod.class,
            Deployment.class,
            Service.class,
            Secret.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class);
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final Set<String> namespaces;

    Preflight(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.namespaces = namespaces;
    }

    /**
     * Looks.
     *
     * @throws IllegalStateException when something is missing, with a sentence on what to do
     */
    void check() {
        OWN.forEach(kind -> look(kind, new ListOptionsBuilder().withLimit(1L).build()));
        CHILDREN.forEach(kind -> look(
                kind,
                new ListOptionsBuilder()
                        .withLimit(1L)
                        .withLabelSelector(Labels.OURS)
                        .build()));
    }

    private void look(Class<? extends HasMetadata> kind, ListOptions one) {
        try {
            if (namespaces.isEmpty()) {
                client.resources(kind).inAnyNamespace().list(one);
            }
            namespaces.forEach(
                    namespace -> client.resources(kind).inNamespace(namespace).list(one));
        } catch (KubernetesClientException e) {
            throw new IllegalStateException(sentence(HasMetadata.getFullResourceName(kind), e), e);
        }
    }

    private String sentence(String resource, KubernetesClientException e) {
        if (e.getStatus() == null) {
            return "the API server at " + client.getMasterUrl() + " cannot be reached";
        }
        return e.getCode() == NOT_FOUND
                ? "the API server does not know " + resource + "; apply the manifests in crds/manifests first"
                : "the API server does not let the operator list " + resource;
    }
}
