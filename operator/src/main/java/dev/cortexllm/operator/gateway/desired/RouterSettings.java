package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.operator.child.Owner;
import java.util.List;

/**
 * What a gateway's children are made from.
 *
 * @param owner the gateway
 * @param spec its spec, with the schema's defaults
 * @param image router image where the spec names none
 */
public record RouterSettings(Owner owner, LLMGatewaySpec spec, String image) {
    /** {@code namespace/name} of the ServiceAccounts whose pods may have a router of the gateway as a sidecar. */
    public List<String> sidecars() {
        return spec.sidecars() == null
                ? List.of()
                : spec.sidecars().stream()
                        .map(account -> (account.namespace() == null ? owner.namespace() : account.namespace()) + "/"
                                + account.serviceAccount())
                        .distinct()
                        .sorted()
                        .toList();
    }
}
