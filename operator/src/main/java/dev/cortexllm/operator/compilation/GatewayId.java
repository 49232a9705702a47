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

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
