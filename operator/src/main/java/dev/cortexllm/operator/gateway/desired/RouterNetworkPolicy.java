package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;

/**
 * Lets nobody but the gateway's own namespace connect while clients are not authenticated. The spec has no client
 * authentication yet, so this holds for every gateway.
 */
public final class RouterNetworkPolicy {
    private RouterNetworkPolicy() {}

    /**
     * The policy.
     *
     * @param owner the gateway
     * @return as it should be
     */
    public static NetworkPolicy desired(Owner owner) {
        return new NetworkPolicyBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withNewSpec()
                .withPolicyTypes("Ingress")
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ROUTER))
                .endPodSelector()
                .addNewIngress()
                .addNewFrom()
                .withNewPodSelector()
                .endPodSelector()
                .endFrom()
                .withPorts(port("http"), port("admin"))
                .endIngress()
                .endSpec()
                .build();
    }

    private static NetworkPolicyPort port(String name) {
        return new NetworkPolicyPort(null, new IntOrString(name), "TCP");
    }
}
