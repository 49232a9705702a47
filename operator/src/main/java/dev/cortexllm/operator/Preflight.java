package dev.cortexllm.operator;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.Permissions.Permission;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks before any watch starts whether everything is there and allowed that will be needed. A watch that the API server refuses is
 * tried again for minutes, and says why only in a stack trace; a write that it refuses may be needed for the first time in the night.
 */
final class Preflight {
    private static final List<Class<? extends HasMetadata>> OWN =
            List.of(LLMGateway.class, LLMProvider.class, ModelDeployment.class, RoutingPolicy.class);
    private static final int NOT_FOUND = 404;
    private static final int MOST_NAMED = 12;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Optional<String> ownNamespace;

    Preflight(KubernetesClient client, OperatorSettings settings) {
        this.client = client;
        this.namespaces = settings.namespaces();
        this.ownNamespace = settings.operatorNamespace();
    }

    /**
     * Looks.
     *
     * @throws IllegalStateException when something is missing, with a sentence on what to do
     */
    void check() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "the operator may not " + named(missing) + "; docs/rbac.md says what it needs");
        }
        OWN.forEach(this::look);
    }

    private List<String> missing() {
        try {
            return Permissions.all().stream()
                    .flatMap(permission -> places(permission.scope()).stream()
                            .filter(place -> !allowed(permission, place))
                            .map(place -> sentence(permission, place)))
                    .toList();
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    /** Namespaces in which something is needed; the empty name stands for the whole cluster. */
    private Collection<String> places(Permissions.Scope scope) {
        return switch (scope) {
            case WATCHED -> namespaces.isEmpty() ? List.of("") : namespaces;
            case OWN -> ownNamespace.stream().toList();
            case CLUSTER -> List.of("");
        };
    }

    private boolean allowed(Permission permission, String namespace) {
        String[] resource = permission.resource().split("/", 2);
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(permission.group())
                .withResource(resource[0])
                .withSubresource(resource.length == 2 ? resource[1] : null)
                .withVerb(permission.verb())
                .withNamespace(namespace.isEmpty() ? null : namespace)
                .withName(permission.name().isEmpty() ? null : permission.name())
                .endResourceAttributes()
                .endSpec()
                .build();
        return Boolean.TRUE.equals(client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(question)
                .getStatus()
                .getAllowed());
    }

    private static String sentence(Permission permission, String namespace) {
        return permission.verb() + " " + permission.resource()
                + (permission.group().isEmpty() ? "" : "." + permission.group())
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }

    private static String named(List<String> missing) {
        String some = missing.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return missing.size() <= MOST_NAMED ? some : some + " and " + (missing.size() - MOST_NAMED) + " things more";
    }

    private void look(Class<? extends HasMetadata> kind) {
        try {
            Stream<String> places = namespaces.isEmpty() ? Stream.of("") : namespaces.stream();
            places.forEach(namespace -> (namespace.isEmpty()
                            ? client.resources(kind).inAnyNamespace()
                            : client.resources(kind).inNamespace(namespace))
                    .list(new ListOptionsBuilder().withLimit(1L).build()));
        } catch (KubernetesClientException e) {
            throw e.getCode() == NOT_FOUND
                    ? new IllegalStateException(
                            "the API server does not know " + HasMetadata.getFullResourceName(kind)
                                    + "; apply the manifests in crds/manifests first",
                            e)
                    : unreachable(e);
        }
    }

    private RuntimeException unreachable(KubernetesClientException e) {
        return e.getStatus() == null
                ? new IllegalStateException("the API server at " + client.getMasterUrl() + " cannot be reached", e)
                : e;
    }
}
