package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may connect to the routers: to the port for clients everybody when they are asked for keys, to the admin port everybody
 * when it asks for one, else nobody but the gateway's own namespace.
 */
public final class RouterNetworkPolicy {
    private static final String HTTP = "http";
    private static final String ADMIN = "admin";

    private RouterNetworkPolicy() {}

    /**
     * The policy.
     *
     * @param owner the gateway
     * @param guarded what the routers ask for keys
     * @return as it should be
     */
    public static NetworkPolicy desired(Owner owner, Guarded guarded) {
        return new NetworkPolicyBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withNewSpec()
                .withPolicyTypes("Ingress")
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(owner.name(), Labels.ROUTER))
                .endPodSelector()
                .withIngress(rules(guarded))
                .endSpec()
                .build();
    }

    /** What a network policy lets everybody connect to. */
    static Guarded open(NetworkPolicy present) {
        List<String> ports = present.getSpec().getIngress().stream()
                .filter(rule -> rule.getFrom() == null || rule.getFrom().isEmpty())
                .flatMap(rule -> rule.getPorts().stream())
                .filter(port -> port.getPort() != null && port.getPort().getStrVal() != null)
                .map(port -> port.getPort().getStrVal())
                .toList();
        return new Guarded(ports.contains(HTTP), ports.contains(ADMIN));
    }

    private static List<NetworkPolicyIngressRule> rules(Guarded guarded) {
        List<NetworkPolicyPort> own = new ArrayList<>();
        List<NetworkPolicyPort> all = new ArrayList<>();
        (guarded.clients() ? all : own).add(port(HTTP));
        (guarded.admin() ? all : own).add(port(ADMIN));
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        if (!own.isEmpty()) {
            rules.add(new NetworkPolicyIngressRuleBuilder()
                    .addNewFrom()
                    .withNewPodSelector()
                    .endPodSelector()
                    .endFrom()
                    .withPorts(own)
                    .build());
        }
        if (!all.isEmpty()) {
            rules.add(new NetworkPolicyIngressRuleBuilder().withPorts(all).build());
        }
        return rules;
    }

    private static NetworkPolicyPort port(String name) {
        return new NetworkPolicyPort(null, new IntOrString(name), "TCP");
    }
}
