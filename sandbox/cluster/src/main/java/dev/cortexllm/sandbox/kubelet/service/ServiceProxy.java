package dev.cortexllm.sandbox.kubelet.service;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Follows the Services of some routes and forwards connections to their pods. */
public final class ServiceProxy implements AutoCloseable {
    private final List<SharedIndexInformer<Service>> informers = new ArrayList<>();
    private final TcpForwarder forwarder;

    private ServiceProxy(TcpForwarder forwarder) {
        this.forwarder = forwarder;
    }

    /**
     * Starts to listen.
     *
     * @param pods all pods as last seen; read at each connection
     * @throws IOException when an address is taken
     */
    public static ServiceProxy start(KubernetesClient client, List<ServiceRoute> routes, Supplier<Collection<Pod>> pods)
            throws IOException {
        ServiceProxy proxy = new ServiceProxy(TcpForwarder.open());
        try {
            for (ServiceRoute route : routes) {
                SharedIndexInformer<Service> informer = client.services()
                        .inNamespace(route.namespace())
                        .withName(route.name())
                        .inform();
                proxy.informers.add(informer);
                proxy.forwarder.listen(route.local(), () -> informer.getStore().list().stream()
                        .filter(service -> service.getMetadata().getName().equals(route.name()))
                        .flatMap(service -> ServiceTargets.of(service, route.port(), pods.get()).stream())
                        .toList());
            }
            proxy.forwarder.start();
            return proxy;
        } catch (IOException | RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    /** Where it listens, in the order of the routes. */
    public List<InetSocketAddress> addresses() {
        return forwarder.addresses();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        forwarder.close();
    }
}
