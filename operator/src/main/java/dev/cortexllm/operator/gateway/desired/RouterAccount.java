package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** The routers' ServiceAccount: a name by which the link knows them, without any permission. */
public final class RouterAccount {
    private RouterAccount() {}

    /**
     * The ServiceAccount.
     *
     * @param owner the gateway
     * @return as it should be
     */
    public static ServiceAccount desired(Owner owner) {
        return new ServiceAccountBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
