package dev.cortexllm.operator.model;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.model.desired.EngineScaledObject;
import dev.cortexllm.operator.model.desired.EngineSettings;
import dev.cortexllm.operator.scale.ScalerChoice;
import dev.cortexllm.operator.scale.Scaling;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Set;

/** Orders KEDA to scale, and takes the order back. */
final class ScaledObjects {
    /** The kind is gone, or about to go. */
    private static final Set<Integer> NOT_SERVED = Set.of(404, 405);

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
        try {
            return applier.apply(settings.owner(), EngineScaledObject.desired(settings, url), there);
        } catch (KubernetesClientException e) {
            return gone(e);
        }
    }

    /** KEDA may be on its way out, and we the last to hear of it: then there is nothing to write any more. */
    private Optional<ChildFailure> gone(KubernetesClientException e) {
        if (NOT_SERVED.contains(e.getCode())) {
            scaling.keda().check();
            if (!scaling.keda().present()) {
                return Optional.empty();
            }
        }
        throw e;
    }
}
