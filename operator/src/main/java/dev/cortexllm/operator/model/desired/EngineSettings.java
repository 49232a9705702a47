package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * What a model deployment's children are made from.
 *
 * @param owner the model deployment
 * @param spec its spec, with the schema's defaults
 */
public record EngineSettings(Owner owner, ModelDeploymentSpec spec) {
    static final String GPU = "nvidia.com/gpu";

    /** GPUs of one pod, whichever way they were asked for; 0 when it uses none. */
    public int gpus() {
        if (spec.gpus() != null) {
            return spec.gpus();
        }
        boolean limited = spec.resources() != null && spec.resources().limits() != null;
        String limit = limited ? spec.resources().limits().get(GPU) : null;
        return limit == null ? 0 : Quantity.parse(limit).getNumericalAmount().intValueExact();
    }

    /** Name of Deployment and Service, see {@link ChildNames#engine}. */
    public String name() {
        return ChildNames.engine(owner.name());
    }
}
