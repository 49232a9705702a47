package dev.cortexllm.operator.policy;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.ObjectRef;
import dev.cortexllm.api.v1alpha1.PolicyTarget;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.status.Conditions;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The caches that policies' statuses read: providers and deployments, of whose status it counts only whether they
 * are ready, and which gateways there are.
 */
final class PolicyInputs {
    private static final String PROVIDERS = "providers";
    private static final String DEPLOYMENTS = "deployments";

    private final InformerEventSource<LLMProvider, RoutingPolicy> providers;
    private final InformerEventSource<ModelDeployment, RoutingPolicy> deployments;
    private final InformerEventSource<LLMGateway, RoutingPolicy> gateways;

    PolicyInputs(EventSourceContext<RoutingPolicy> context) {
        context.getPrimaryCache()
                .addIndexers(Map.of(
                        PROVIDERS, policy -> named(policy, PolicyTarget::providerRef),
                        DEPLOYMENTS, policy -> named(policy, PolicyTarget::deploymentRef)));
        this.providers = References.to(
                LLMProvider.class,
                context,
                provider -> naming(context, PROVIDERS, provider),
                (now, before) -> References.saysSomethingElse(now, before) || ready(now) != ready(before));
        this.deployments = References.to(
                ModelDeployment.class,
                context,
                deployment -> naming(context, DEPLOYMENTS, deployment),
                (now, before) -> References.saysSomethingElse(now, before) || ready(now) != ready(before));
        // Changes of a gateway arrive as a compilation; here it counts only that it comes or goes.
        this.gateways = References.to(
                LLMGateway.class,
                context,
                gateway -> References.primaries(context, policy -> true),
                (now, before) -> false);
    }

    List<EventSource<?, RoutingPolicy>> sources() {
        return List.of(providers, deployments, gateways);
    }

    List<LLMProvider> providers() {
        return providers.list(provider -> true).toList();
    }

    List<ModelDeployment> deployments() {
        return deployments.list(deployment -> true).toList();
    }

    Set<GatewayId> gateways() {
        return gateways.list(gateway -> gateway.getMetadata().getDeletionTimestamp() == null)
                .map(GatewayId::of)
                .collect(Collectors.toSet());
    }

    /** How many of a policy's targets can serve now. */
    int targetsReady(RoutingPolicy policy) {
        String namespace = policy.getMetadata().getNamespace();
        return (int) policy.getSpec().targets().stream()
                .filter(target -> ready(namespace, target))
                .count();
    }

    private boolean ready(String namespace, PolicyTarget target) {
        if (target.providerRef() != null) {
            return providers
                    .get(id(namespace, target.providerRef()))
                    .filter(PolicyInputs::ready)
                    .isPresent();
        }
        return target.deploymentRef() != null
                && deployments
                        .get(id(namespace, target.deploymentRef()))
                        .filter(PolicyInputs::ready)
                        .isPresent();
    }

    private static boolean ready(LLMProvider provider) {
        return provider.getStatus() != null
                && Conditions.isTrue(provider.getStatus().conditions(), "Reachable");
    }

    private static boolean ready(ModelDeployment deployment) {
        return deployment.getStatus() != null
                && Conditions.isTrue(deployment.getStatus().conditions(), "EndpointsReady");
    }

    /** Found by index: among many policies, going through all of them for each change costs more than what is woken by it. */
    private static Set<ResourceID> naming(
            EventSourceContext<RoutingPolicy> context, String index, HasMetadata resource) {
        return context.getPrimaryCache().byIndex(index, key(ResourceID.fromResource(resource))).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static List<String> named(RoutingPolicy policy, Function<PolicyTarget, ObjectRef> ref) {
        return policy.getSpec().targets().stream()
                .map(ref)
                .filter(Objects::nonNull)
                .map(r -> key(id(policy.getMetadata().getNamespace(), r)))
                .distinct()
                .toList();
    }

    private static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }

    private static ResourceID id(String namespace, ObjectRef ref) {
        return new ResourceID(ref.name(), ref.namespace() == null ? namespace : ref.namespace());
    }
}
