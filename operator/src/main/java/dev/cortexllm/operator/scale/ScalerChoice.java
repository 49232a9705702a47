package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import dev.cortexllm.api.v1alpha1.Scaler;
import java.util.Objects;
import java.util.Optional;

/**
 * Who sets the number of replicas of a model deployment, so that there are never two.
 *
 * @param who the one
 * @param status whether it can
 * @param reason one CamelCase word
 * @param message a sentence
 */
public record ScalerChoice(Who who, Status status, String reason, String message) {
    /** Somebody who scales. */
    public enum Who {
        /** The number stays what users make it. */
        NOBODY,
        /** The operator. */
        OPERATOR,
        /** KEDA. */
        KEDA
    }

    /**
     * What is known of KEDA.
     *
     * @param there whether the cluster has its ScaledObject and lets us use it
     * @param refusal why it does not let us, where it has it
     * @param ordered whether a ScaledObject of this deployment exists
     * @param url where KEDA can ask for the load; empty: nowhere
     */
    public record Keda(boolean there, Optional<String> refusal, boolean ordered, Optional<String> url) {}

    private static final String UNTOUCHED = "; replicas stays as it is";

    /**
     * Chooses.
     *
     * @param scaling how the deployment scales; null when it does not
     * @param keda what is known of KEDA
     * @return who
     */
    public static ScalerChoice of(Autoscaling scaling, Keda keda) {
        if (scaling == null) {
            return new ScalerChoice(Who.NOBODY, Status.Unknown, "NotScaled", "nobody asks for it");
        }
        Scaler asked = Objects.requireNonNullElse(scaling.scaler(), Scaler.AUTO);
        Optional<String> obstacle = obstacle(keda);
        if (asked != Scaler.BUILT_IN && obstacle.isEmpty()) {
            return new ScalerChoice(Who.KEDA, Status.True, "KEDA", "KEDA sets replicas " + between(scaling));
        }
        if (asked == Scaler.KEDA) {
            return new ScalerChoice(
                    Who.NOBODY,
                    Status.False,
                    "KedaUnavailable",
                    "spec.autoscaling.scaler is KEDA, but " + obstacle.orElseThrow() + UNTOUCHED);
        }
        if (keda.ordered()) {
            return new ScalerChoice(
                    Who.NOBODY,
                    Status.False,
                    "Handover",
                    "the operator scales as soon as KEDA's ScaledObject is gone" + UNTOUCHED);
        }
        String why = asked == Scaler.BUILT_IN ? "as spec.autoscaling.scaler says" : "as " + obstacle.orElseThrow();
        return new ScalerChoice(
                Who.OPERATOR, Status.True, "BuiltIn", "the operator sets replicas " + between(scaling) + ", " + why);
    }

    private static Optional<String> obstacle(Keda keda) {
        if (keda.refusal().isPresent()) {
            return Optional.of(
                    "KEDA's ScaledObjects cannot be used: " + keda.refusal().get());
        }
        if (!keda.there()) {
            return Optional.of("this cluster has no KEDA (no kind ScaledObject of keda.sh/v1alpha1)");
        }
        return keda.url().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "KEDA could not ask this operator for the load: it serves no health port (--scaling-url)");
    }

    private static String between(Autoscaling scaling) {
        int min = Objects.requireNonNullElse(scaling.minReplicas(), 1);
        return "between " + min + " and " + scaling.maxReplicas();
    }
}
