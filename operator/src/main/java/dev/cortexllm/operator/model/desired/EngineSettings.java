package dev.cortexllm.operator.model.desired;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.Interconnect;
import dev.cortexllm.engine.Replicas;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.operator.child.Owner;

/**
 * What a model deployment's children are made from.
 *
 * @param owner the model deployment
 * @param spec its spec, with the schema's defaults
 * @param serving what it runs with
 */
public record EngineSettings(Owner owner, ModelDeploymentSpec spec, Serving serving) {
    static final String GPU = Serving.GPU;
    private static final Interconnect NO_NETWORK = new Interconnect(null, null, null, null, null);

    /** With what is known of engines in this version. */
    public EngineSettings(Owner owner, ModelDeploymentSpec spec) {
        this(owner, spec, Serving.of(spec, EngineFacts.bundled()));
    }

    /** GPUs of one pod, whichever way they were asked for; 0 when it uses none. */
    public int gpus() {
        return serving.gpus();
    }

    /** Replicas that shall run: none while it is suspended. */
    public int replicas() {
        return Replicas.running(spec);
    }

    /** Whether none shall run, whatever is asked for. */
    public boolean suspended() {
        return Replicas.suspended(spec);
    }

    /** Name of the Service, and of the Deployment where there is one, see {@link ChildNames#engine}. */
    public String name() {
        return ChildNames.engine(owner.name());
    }

    /** Pods of one replica. */
    public int nodes() {
        return serving.layout().nodes();
    }

    /** The network between the nodes of a replica; an empty one where it has one node, or nobody says. */
    Interconnect network() {
        return EngineFacts.bundled()
                .interconnect(nodes() > 1 ? spec.interconnect() : null)
                .orElse(NO_NETWORK);
    }

    /** The engine. */
    EngineType type() {
        return serving.engine().type();
    }

    /** The model. */
    ModelSource model() {
        return Serving.model(spec, EngineFacts.bundled());
    }

    /** The image: the user's, else that of engine and version. */
    String image() {
        String given = spec.engine() == null ? null : spec.engine().image();
        return given == null ? serving.engine().image(serving.versionText(), gpus()) : given;
    }
}
