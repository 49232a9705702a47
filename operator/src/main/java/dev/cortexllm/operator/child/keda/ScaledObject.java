package dev.cortexllm.operator.child.keda;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** What KEDA scales, and by what. */
@Group(ScaledObject.GROUP)
@Version("v1alpha1")
@Plural("scaledobjects")
public final class ScaledObject extends CustomResource<ScaledObjectSpec, ScaledObjectStatus> implements Namespaced {
    /** API group. */
    public static final String GROUP = "keda.sh";
    /** Annotation that makes KEDA leave the number of replicas alone. */
    public static final String PAUSED = "autoscaling.keda.sh/paused";

    private static final long serialVersionUID = 1L;
}
