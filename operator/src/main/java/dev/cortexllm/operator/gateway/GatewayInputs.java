package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.compile.Kind;
import dev.cortexllm.compile.Resources;
import dev.cortexllm.operator.compilation.Readings;
import dev.cortexllm.operator.watch.References;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;

/**
 * The caches that compilations read. The framework starts no reconciler before all of them have seen everything that
 * exists. A change wakes every gateway: references may cross namespaces, gateways are few, and a compilation whose outcome
 * is the same as before writes nothing.
 */
final class GatewayInputs {
    private final InformerEventSource<LLMProvider, LLMGateway> providers;
    private final InformerEventSource<ModelDeployment, LLMGateway> deployments;
    private final InformerEventSource<RoutingPolicy, LLMGateway> policies;
    private final InformerEventSource<Secret, LLMGateway> credentials;

    GatewayInputs(EventSourceContext<LLMGateway> context) {
        this.providers = References.toSpecs(LLMProvider.class, context, all(context));
        this.deployments = References.toSpecs(ModelDeployment.class, context, all(context));
        this.policies = References.toSpecs(RoutingPolicy.class, context, all(context));
        this.credentials = References.toCredentials(context, all(context));
    }

    List<EventSource<?, LLMGateway>> sources() {
        return List.of(providers, deployments, policies, credentials);
    }

    Resources resources(LLMGateway gateway) {
        return new Resources(
                Readings.of(Kind.LLMGateway, gateway),
                providers
                        .list(GatewayInputs::exists)
                        .map(p -> Readings.of(Kind.LLMProvider, p))
                        .toList(),
                deployments
                        .list(GatewayInputs::exists)
                        .map(d -> Readings.of(Kind.ModelDeployment, d))
                        .toList(),
                policies.list(GatewayInputs::exists)
                        .map(p -> Readings.of(Kind.RoutingPolicy, p))
                        .toList(),
                Readings.secrets(credentials.list(GatewayInputs::exists)));
    }

    private static <R extends HasMetadata> SecondaryToPrimaryMapper<R> all(EventSourceContext<LLMGateway> context) {
        return changed -> References.primaries(context, gateway -> true);
    }

    /** Something that somebody else's finalizer keeps alive is deleted all the same. */
    private static boolean exists(HasMetadata resource) {
        return resource.getMetadata().getDeletionTimestamp() == null;
    }
}
