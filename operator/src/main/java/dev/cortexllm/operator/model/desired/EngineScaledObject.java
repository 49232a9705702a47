package dev.cortexllm.operator.model.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.keda.ScaledObject;
import dev.cortexllm.operator.child.keda.ScaledObjectSpec;
import dev.cortexllm.operator.scale.Bounds;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingPolicyBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HPAScalingRulesBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehaviorBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** KEDA's orders, where KEDA scales: the same bounds, load and pace as the operator's own scaler has. */
public final class EngineScaledObject {
    /** Seconds between two looks of KEDA at a model that is at zero. */
    static final int POLLING_SECONDS = 5;
    /** The longest window that a HorizontalPodAutoscaler takes. */
    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    /** Time that policies of a HorizontalPodAutoscaler are for, in seconds: that between two looks of it. */
    private static final int PERIOD_SECONDS = 15;

    private static final int ALL_PERCENT = 100;

    private EngineScaledObject() {}

    /**
     * The ScaledObject.
     *
     * @param settings a model deployment with autoscaling
     * @param url where the operator tells the load of deployments
     * @return as it should be
     */
    public static ScaledObject desired(EngineSettings settings, String url) {
        Owner owner = settings.owner();
        Bounds bounds =
                Bounds.of(settings.spec().autoscaling(), settings.serving().concurrency(), EnginePod.startup(settings));
        ScaledObject object = new ScaledObject();
        object.setMetadata(metadata(settings));
        object.setSpec(new ScaledObjectSpec(
                new ScaledObjectSpec.Target(owner.apiVersion(), owner.kind(), owner.name()),
                POLLING_SECONDS,
                (int) bounds.idle().toSeconds(),
                bounds.min(),
                bounds.max(),
                new ScaledObjectSpec.Advanced(new ScaledObjectSpec.Autoscaler(behavior(bounds))),
                List.of(new ScaledObjectSpec.Trigger(
                        "metrics-api",
                        "AverageValue",
                        Map.of(
                                "url",
                                url + "/scaling/" + owner.namespace() + "/" + owner.name(),
                                "valueLocation",
                                "value",
                                "targetValue",
                                Integer.toString(bounds.target()),
                                "activationTargetValue",
                                "0")))));
        return object;
    }

    /** While it is suspended nobody is to change the number that it will come back with. */
    private static ObjectMeta metadata(EngineSettings settings) {
        ObjectMeta ours = settings.owner().child(settings.name(), Labels.ENGINE);
        return settings.suspended()
                ? new ObjectMetaBuilder(ours)
                        .addToAnnotations(ScaledObject.PAUSED, "true")
                        .build()
                : ours;
    }

    /** Up at once and as far as need be, down to what was needed at the most for a while. */
    private static HorizontalPodAutoscalerBehavior behavior(Bounds bounds) {
        Duration window = bounds.down().compareTo(LONGEST_WINDOW) < 0 ? bounds.down() : LONGEST_WINDOW;
        return new HorizontalPodAutoscalerBehaviorBuilder()
                .withScaleUp(new HPAScalingRulesBuilder()
                        .withStabilizationWindowSeconds(0)
                        .withSelectPolicy("Max")
                        .withPolicies(new HPAScalingPolicyBuilder()
                                .withType("Pods")
                                .withValue(bounds.max())
                                .withPeriodSeconds(PERIOD_SECONDS)
                                .build())
                        .build())
                .withScaleDown(new HPAScalingRulesBuilder()
                        .withStabilizationWindowSeconds((int) window.toSeconds())
                        .withSelectPolicy("Max")
                        .withPolicies(new HPAScalingPolicyBuilder()
                                .withType("Percent")
                                .withValue(ALL_PERCENT)
                                .withPeriodSeconds(PERIOD_SECONDS)
                                .build())
                        .build())
                .build();
    }
}
