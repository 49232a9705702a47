package dev.cortexllm.operator.model.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The headless Service whose DNS name lists the ready engine pods; routers ask it only when the link is gone. */
public final class EngineService {
    private EngineService() {}

    /**
     * The Service.
     *
     * @param settings the model deployment
     * @return as it should be
     */
    public static Service desired(EngineSettings settings) {
        Owner owner = settings.owner();
        return new ServiceBuilder()
                .withMetadata(owner.child(settings.name(), Labels.ENGINE))
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(EnginePod.answering(settings))
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(settings.serving().engine().port())
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }
}
