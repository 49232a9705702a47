package dev.cortexllm.operator.compilation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;

/**
 * Names a gateway.
 *
 * @param namespace its namespace
 * @param name its name
 */
public record GatewayId(String namespace, String name) {
    /** By namespace, then by name. */
    public static final Comparator<GatewayId> ORDER =
            Comparator.comparing(GatewayId::namespace).thenComparing(GatewayId::name);

    /**
     * Takes the id from a gateway.
     *
     * @param gateway the gateway
     * @return its id
     */
    public static GatewayId of(HasMetadata gateway) {
        return new GatewayId(
                gateway.getMetadata().getNamespace(), gateway.getMetadata().getName());
    }

    /** No name of a resource has it. */
    private static final char SIDECAR = '@';

    /**
     * The routers that run as sidecars of a ServiceAccount's pods: to the link they are a gateway of their own, with a configuration of
     * their own.
     *
     * @param account {@code namespace/name} of the ServiceAccount
     * @return their id
     */
    public GatewayId sidecarOf(String account) {
        return new GatewayId(namespace, name + SIDECAR + account);
    }

    /** Whether these routers are sidecars of a ServiceAccount, {@code namespace/name}. */
    public boolean isSidecarOf(String account) {
        return name.endsWith(SIDECAR + account);
    }

    /** The gateway itself, also of its sidecars. */
    public GatewayId gateway() {
        int at = name.indexOf(SIDECAR);
        return at < 0 ? this : new GatewayId(namespace, name.substring(0, at));
    }

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
