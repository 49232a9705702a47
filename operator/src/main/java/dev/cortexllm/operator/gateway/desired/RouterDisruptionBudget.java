package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Optional;

/** Keeps node drains from taking more than one router at a time. */
public final class RouterDisruptionBudget {
    private RouterDisruptionBudget() {}

    /**
     * The budget.
     *
     * @param settings the gateway
     * @return as it should be; empty for a single router, which nobody could ever drain otherwise
     */
    public static Optional<PodDisruptionBudget> desired(RouterSettings settings) {
        if (settings.spec().replicas() < 2) {
            return Optional.empty();
        }
        Owner owner = settings.owner();
        return Optional.of(new PodDisruptionBudgetBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withNewSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ROUTER))
                .endSelector()
                .endSpec()
                .build());
    }
}
