package dev.cortexllm.operator.model.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/**
 * Keeps node drains from taking more than one engine pod of a deployment at a time. It allows one whatever the number of
 * replicas, for a budget that never allows any would make the node of a single replica undrainable; and a pod that does not
 * answer may always go, as it serves nobody.
 *
 * <p>Of groups over several nodes it counts every pod, not only leaders: who evicts a worker takes its whole group. There it
 * says how many must stay: how many there should be is the sum over the pods' controllers, and which those are is the business
 * of the controller of groups.
 */
public final class EngineDisruptionBudget {
    private EngineDisruptionBudget() {}

    /**
     * The budget.
     *
     * @param settings the model deployment
     * @return as it should be
     */
    public static PodDisruptionBudget desired(EngineSettings settings) {
        Owner owner = settings.owner();
        int pods = settings.replicas() * settings.nodes();
        boolean groups = settings.nodes() > 1;
        return new PodDisruptionBudgetBuilder()
                .withMetadata(owner.child(settings.name(), Labels.ENGINE))
                .withNewSpec()
                .withMaxUnavailable(groups ? null : new IntOrString(1))
                .withMinAvailable(groups ? new IntOrString(Math.max(0, pods - 1)) : null)
                .withNewSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ENGINE))
                .endSelector()
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .endSpec()
                .build();
    }
}
