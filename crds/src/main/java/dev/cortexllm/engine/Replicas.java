package dev.cortexllm.engine;

import dev.cortexllm.api.v1alpha1.Autoscaling;
import dev.cortexllm.api.v1alpha1.Defaults;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import java.util.Objects;

/** How many replicas of a model deployment there are to be. */
public final class Replicas {
    private Replicas() {}

    /**
     * What {@code spec.replicas} is where nobody has said it: the fewest that autoscaling allows, so that nothing is started
     * which nobody asks for; without autoscaling 1. The schema has no such default, because it would come before anybody could
     * look at the rest of the spec.
     *
     * @param spec any spec
     * @return 0 or more
     */
    public static int initial(ModelDeploymentSpec spec) {
        return spec.autoscaling() == null ? Integer.parseInt(Defaults.ENGINE_REPLICAS) : fewest(spec.autoscaling());
    }

    /**
     * The replicas that are asked for, whether they may run or not.
     *
     * @param spec any spec
     * @return 0 or more
     */
    public static int asked(ModelDeploymentSpec spec) {
        return Objects.requireNonNullElseGet(spec.replicas(), () -> initial(spec));
    }

    /**
     * The replicas that shall run.
     *
     * @param spec any spec
     * @return 0 when it is suspended, else what is asked for
     */
    public static int running(ModelDeploymentSpec spec) {
        return suspended(spec) ? 0 : asked(spec);
    }

    /**
     * Whether nothing shall run, whatever is asked for.
     *
     * @param spec any spec
     * @return true when it is suspended
     */
    public static boolean suspended(ModelDeploymentSpec spec) {
        return Boolean.TRUE.equals(spec.suspend());
    }

    private static int fewest(Autoscaling autoscaling) {
        return autoscaling.minReplicas() == null ? Integer.parseInt(Defaults.MIN_REPLICAS) : autoscaling.minReplicas();
    }
}
