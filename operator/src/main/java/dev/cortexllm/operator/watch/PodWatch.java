package dev.cortexllm.operator.watch;

import dev.cortexllm.operator.child.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The one watch on pods that carry our label, shared by the reconcilers (through a wake-up) and the link (which must tell
 * routers of a change at once, however busy the reconcilers are).
 */
public final class PodWatch implements AutoCloseable {
    private static final String BY_OWNER = "owner";

    private final List<SharedIndexInformer<Pod>> informers = new ArrayList<>();
    private final List<Consumer<Pod>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Prepares the watch.
     *
     * @param client client of the cluster
     * @param namespaces namespaces to watch; empty: all
     */
    public PodWatch(KubernetesClient client, Set<String> namespaces) {
        if (namespaces.isEmpty()) {
            add(client.pods()
                    .inAnyNamespace()
                    .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                    .runnableInformer(0));
        }
        for (String namespace : namespaces) {
            add(client.pods()
                    .inNamespace(namespace)
                    .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                    .runnableInformer(0));
        }
    }

    /**
     * Names who is told of each change, from the informer's thread: it must not block.
     *
     * @param listener gets the pod as it is now, or was when it went
     */
    public void listen(Consumer<Pod> listener) {
        listeners.add(listener);
    }

    /**
     * Starts watching, and waits until everything that exists has been seen.
     *
     * @param patience how long to wait
     * @throws IllegalStateException when the API server does not let us see the pods in that time
     */
    public void start(Duration patience) {
        for (SharedIndexInformer<Pod> informer : informers) {
            try {
                informer.start().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("the pods of the cluster cannot be watched: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting to watch pods", e);
            }
        }
    }

    /**
     * The pods of one resource.
     *
     * @param namespace its namespace
     * @param instance its name
     * @param component {@link Labels#ROUTER} or {@link Labels#ENGINE}
     * @return its pods as last seen, in no order; never to be changed
     */
    public List<Pod> pods(String namespace, String instance, String component) {
        return informers.stream()
                .flatMap(informer ->
                        informer.getIndexer().byIndex(BY_OWNER, key(namespace, instance, component)).stream())
                .toList();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private void add(SharedIndexInformer<Pod> informer) {
        informer.addIndexers(Map.of(BY_OWNER, PodWatch::owner));
        informer.exceptionHandler((started, failure) -> true);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                tell(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                tell(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                tell(pod);
            }
        });
        informers.add(informer);
    }

    private void tell(Pod pod) {
        listeners.forEach(listener -> listener.accept(pod));
    }

    private static List<String> owner(Pod pod) {
        return List.of(key(
                pod.getMetadata().getNamespace(),
                Labels.ownerName(pod),
                pod.getMetadata().getLabels().get(Labels.COMPONENT)));
    }

    private static String key(String namespace, String instance, String component) {
        return namespace + "/" + component + "/" + instance;
    }
}
