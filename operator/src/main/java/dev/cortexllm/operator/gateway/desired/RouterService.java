package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service at which clients reach the routers. */
public final class RouterService {
    private RouterService() {}

    /**
     * The Service.
     *
     * @param settings the gateway
     * @return as it should be
     */
    public static Service desired(RouterSettings settings) {
        Owner owner = settings.owner();
        return new ServiceBuilder()
                .withMetadata(owner.child(RouterNames.router(owner.name()), Labels.ROUTER))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selector(owner.name(), Labels.ROUTER))
                .addNewPort()
                .withName("http")
                .withProtocol("TCP")
                .withPort(settings.spec().port())
                .withTargetPort(new IntOrString("http"))
                .endPort()
                .endSpec()
                .build();
    }

    /**
     * Where clients in the cluster reach it.
     *
     * @param settings the gateway
     * @param clusterDomain DNS domain of the cluster
     * @return URL without a path
     */
    public static String url(RouterSettings settings, String clusterDomain) {
        Owner owner = settings.owner();
        String port = settings.spec().port() == 80 ? "" : ":" + settings.spec().port();
        return "http://" + RouterNames.router(owner.name()) + "." + owner.namespace() + ".svc." + clusterDomain + port;
    }
}
