package dev.cortexllm.operator.scale;

import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.operator.status.Events;
import java.util.Locale;

/** Tells people of each change of a number of replicas that the operator has made by the load. */
public final class ScaleEvents {
    private final Events events;

    /**
     * @param events sends them
     */
    public ScaleEvents(Events events) {
        this.events = events;
    }

    void scaled(ModelDeployment model, ScaleDecision decision, Look look, Bounds bounds) {
        String reason = decision.replicas() > look.replicas() ? "ScaledUp" : "ScaledDown";
        events.note(model, reason, sentence(decision, look, bounds), "Scale");
    }

    /** Such as {@code replicas 1 to 4: 37 requests, at most 12 for each}. */
    static String sentence(ScaleDecision decision, Look look, Bounds bounds) {
        String why =
                switch (decision.why()) {
                    case BOUNDS -> "autoscaling allows " + bounds.min() + " to " + bounds.max();
                    case WOKEN -> "somebody asks for the model" + requests(look, bounds);
                    case ENOUGH -> "fewer were enough for " + bounds.down().toSeconds() + " s" + requests(look, bounds);
                    case IDLE ->
                        "nobody has asked for the model for " + bounds.idle().toSeconds() + " s";
                    default -> "the load" + requests(look, bounds);
                };
        return "replicas " + look.replicas() + " to " + decision.replicas() + ": " + why;
    }

    private static String requests(Look look, Bounds bounds) {
        return String.format(
                Locale.ROOT, " (%.0f requests now, %d for each replica)", look.requests(), bounds.target());
    }
}
