package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.api.Durations;
import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;

/**
 * The routers. Nothing of the configuration is in the pod template, so a change of it never restarts a pod. There is no
 * preStop hook: the router itself goes unready, waits for endpoint lists to follow and drains when it is told to stop.
 */
public final class RouterDeployment {
    /** How long a stopping router waits until nobody sends it new requests, before it drains. */
    static final Duration ENDPOINT_LAG = Duration.ofSeconds(5);
    /** What remains after draining for writing counters and leaving. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private RouterDeployment() {}

    /**
     * The Deployment.
     *
     * @param settings the gateway
     * @return as it should be
     */
    public static Deployment desired(RouterSettings settings) {
        Owner owner = settings.owner();
        return new DeploymentBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withNewSpec()
                .withReplicas(settings.spec().replicas())
                .withNewSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ROUTER))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString(1))
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withMetadata(Labels.pod(owner.name(), Labels.ROUTER))
                .withSpec(pod(settings))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(RouterSettings settings) {
        String gateway = settings.owner().name();
        LLMGatewaySpec spec = settings.spec();
        return new PodSpecBuilder()
                .withServiceAccountName(RouterNames.router(gateway))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(grace(spec).toSeconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withNodeSelector(spec.nodeSelector())
                .withTopologySpreadConstraints(spread(gateway, "kubernetes.io/hostname"))
                .addToTopologySpreadConstraints(spread(gateway, "topology.kubernetes.io/zone"))
                .withContainers(RouterContainer.desired(settings))
                .withVolumes(RouterVolumes.desired(gateway))
                .build();
    }

    /** Longer than the longest stream that draining waits for. */
    private static Duration grace(LLMGatewaySpec spec) {
        return Durations.parse(spec.drainTimeout()).plus(ENDPOINT_LAG).plus(MARGIN);
    }

    private static TopologySpreadConstraint spread(String gateway, String topology) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topology)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(gateway, Labels.ROUTER))
                .endLabelSelector()
                .build();
    }
}
