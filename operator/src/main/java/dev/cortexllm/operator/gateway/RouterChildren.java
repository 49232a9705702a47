package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import dev.cortexllm.operator.gateway.desired.Guarded;
import dev.cortexllm.operator.gateway.desired.RouterAccount;
import dev.cortexllm.operator.gateway.desired.RouterDeployment;
import dev.cortexllm.operator.gateway.desired.RouterDisruptionBudget;
import dev.cortexllm.operator.gateway.desired.RouterNetworkPolicy;
import dev.cortexllm.operator.gateway.desired.RouterService;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import dev.cortexllm.operator.watch.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings everything but the configuration Secrets of a gateway to its desired state. */
final class RouterChildren {
    private final Applier applier;

    RouterChildren(Applier applier) {
        this.applier = applier;
    }

    /**
     * Decides who may connect. To be called before a configuration is published: where it asks nobody for a key any more, the
     * door must be closed first.
     */
    Optional<ChildFailure> guard(
            RouterSettings settings, Guarded wanted, boolean everywhere, Children<LLMGateway> children) {
        Owner owner = settings.owner();
        NetworkPolicy present = children.find(NetworkPolicy.class, owner.namespace(), RouterNames.router(owner.name()))
                .orElse(null);
        NetworkPolicy desired = RouterNetworkPolicy.desired(owner, wanted.reliable(present, everywhere));
        return applier.apply(owner, desired, Optional.ofNullable(present));
    }

    /** Applies all other children, also when one of them cannot be; returns what stands in the way. */
    List<ChildFailure> apply(RouterSettings settings, Children<LLMGateway> children) {
        List<HasMetadata> desired =
                new ArrayList<>(List.of(RouterAccount.desired(settings.owner()), RouterService.desired(settings)));
        Optional<PodDisruptionBudget> budget = RouterDisruptionBudget.desired(settings);
        budget.ifPresent(desired::add);
        desired.add(RouterDeployment.desired(settings));
        if (budget.isEmpty()) {
            children.find(
                            PodDisruptionBudget.class,
                            settings.owner().namespace(),
                            RouterNames.router(settings.owner().name()))
                    .ifPresent(superfluous -> applier.delete(settings.owner(), superfluous));
        }
        return desired.stream()
                .map(child -> applier.apply(settings.owner(), child, children.find(child)))
                .flatMap(Optional::stream)
                .toList();
    }
}
