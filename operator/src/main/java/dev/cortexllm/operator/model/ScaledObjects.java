package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.model.desired.EngineScaledObject;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.scale.ScalerChoice;
import dev.cortexllm.operator.scale.Scaling;
import java.util.Optional;

/** Orders KEDA to scale, and takes the order back. */
final class ScaledObjects {
    private final Applier applier;
    private final Scaling scaling;

    ScaledObjects(Applier applier, Scaling scaling) {
        this.applier = applier;
        this.scaling = scaling;
    }

    /** Brings the ScaledObject of a deployment to what whoever was chosen to scale it needs; says why that cannot be. */
    Optional<ChildFailure> bring(ModelDeployment model, EngineSettings settings, ScalerChoice choice) {
        Optional<ScaledObject> there = scaling.ordered(model);
        if (choice.who() != ScalerChoice.Who.KEDA) {
            there.ifPresent(object -> applier.delete(settings.owner(), object));
            return Optional.empty();
        }
        String url = scaling.url().orElseThrow();
        return applier.apply(settings.owner(), EngineScaledObject.desired(settings, url), there);
    }
}
