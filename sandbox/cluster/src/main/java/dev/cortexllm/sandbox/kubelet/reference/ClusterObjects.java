package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Secrets and ConfigMaps of the API server. Content is always fetched, so that a container never starts with what a lagging
 * cache remembers; informers (one per kind and namespace that running pods refer to) only say when to fetch again.
 */
public final class ClusterObjects implements ObjectReader, AutoCloseable {
    private record Scope(ObjectKey.Kind kind, String namespace) {}

    private record Subscription(Set<ObjectKey> keys, Runnable onChange) {}

    private final KubernetesClient client;
    private final Map<Scope, SharedIndexInformer<?>> informers = new HashMap<>();
    private final Map<Object, Subscription> subscriptions = new ConcurrentHashMap<>();

    /** @param client stays the caller's to close */
    public ClusterObjects(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
        return Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
    }

    /**
     * Calls back whenever one of the keys appears, changes or goes, until {@link #unsubscribe}. Events before the call may be
     * repeated.
     *
     * @param owner identifies the subscription
     */
    public synchronized void subscribe(Object owner, Set<ObjectKey> keys, Runnable onChange) {
        subscriptions.put(owner, new Subscription(keys, onChange));
        for (ObjectKey key : keys) {
            informers.computeIfAbsent(new Scope(key.kind(), key.namespace()), this::follow);
        }
    }

    /** Ends a subscription; informers that nobody needs any more are stopped. */
    public synchronized void unsubscribe(Object owner) {
        subscriptions.remove(owner);
        Set<Scope> needed = subscriptions.values().stream()
                .flatMap(subscription -> subscription.keys().stream())
                .map(key -> new Scope(key.kind(), key.namespace()))
                .collect(Collectors.toSet());
        informers.entrySet().removeIf(entry -> {
            if (needed.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().stop();
            return true;
        });
    }

    @Override
    public synchronized void close() {
        informers.values().forEach(SharedIndexInformer::stop);
        informers.clear();
        subscriptions.clear();
    }

    private SharedIndexInformer<?> follow(Scope scope) {
        return switch (scope.kind()) {
            case SECRET -> client.secrets().inNamespace(scope.namespace()).inform(handler(scope.kind()));
            case CONFIG_MAP ->
                client.configMaps().inNamespace(scope.namespace()).inform(handler(scope.kind()));
        };
    }

    private <T extends HasMetadata> ResourceEventHandler<T> handler(ObjectKey.Kind kind) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                announce(kind, object);
            }

            @Override
            public void onUpdate(T before, T object) {
                announce(kind, object);
            }

            @Override
            public void onDelete(T object, boolean finalStateUnknown) {
                announce(kind, object);
            }
        };
    }

    private void announce(ObjectKey.Kind kind, HasMetadata object) {
        ObjectKey key = new ObjectKey(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.keys().contains(key)) {
                subscription.onChange().run();
            }
        }
    }
}
